import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { parse } from 'yaml'
import { createMock, type MockRequest, WORDS } from '../src/index.ts'
import { type Case, type CaseFile, differences, readBody, seen } from './support/cases.ts'
import { startCli } from './support/cli.ts'

/** What users of other mock servers complained about, as documents that are well served here. */
interface Pain extends CaseFile {
  readonly pain: string
  readonly seen: string
}

const pains = parse(readFileSync(new URL('peers.yaml', import.meta.url), 'utf8')) as readonly Pain[]

function requestOf({ request, headers = {}, requestBody }: Case): MockRequest {
  const [method = '', target = ''] = request.split(/ (.*)/s)
  const [path = '', query = ''] = target.split(/\?(.*)/s)
  const text = typeof requestBody === 'string' ? requestBody : JSON.stringify(requestBody)
  return { method, path, query, headers, ...(requestBody === undefined ? {} : { body: Buffer.from(text) }) }
}

for (const { pain, document, cases } of pains) {
  const mock = createMock(document)
  test.each(cases)(`not here: ${pain}: $name`, (one) => {
    expect(differences(one, seen(mock.handle(requestOf(one))))).toEqual([])
  })
}

function get(target: string): MockRequest {
  const [path = '', query = ''] = target.split('?')
  return { method: 'GET', path, query, headers: {} }
}

/** A document whose only path answers with a schema. */
function answering(schema: object, openapi = '3.0.3') {
  const responses = { 200: { description: '', content: { 'application/json': { schema } } } }
  return { openapi, paths: { '/things/{id}': { get: { responses } } } }
}

const thing = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string' }, note: { type: 'string' } },
}

test('not here: a violation that is not ASCII leaves the client waiting (stoplightio/prism#1934)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'miaosuan-mock-peers-'))
  const file = join(folder, 'openapi.json')
  writeFileSync(file, JSON.stringify(pains[0]?.document))
  const cli = await startCli(file)
  onTestFinished(async () => void (await cli.stop()))
  const target = `${cli.url}/${encodeURIComponent('заказы')}?${encodeURIComponent('статус')}=x`
  const response = await fetch(target, { signal: AbortSignal.timeout(5_000) })
  expect(response.status).toBe(422)
  expect(await response.text()).toContain('已完成')
})

test('not here: generated data is other data at each call (stoplightio/prism#1011, #2590)', () => {
  const document = answering(thing)
  const bodies = [1, 2, 3].map(() => createMock(document).handle(get('/things/7?__dynamic=true')).body)
  expect(new Set(bodies).size).toBe(1)
  expect(createMock(document).handle(get('/things/8?__dynamic=true')).body).not.toBe(bodies[0])
})

test('not here: the structure differs from call to call, since what is optional is left to chance (YMFE/yapi#2547)', () => {
  const mock = createMock(answering(thing))
  const keys = [1, 2, 3, 4, 5].map((id) =>
    Object.keys(readBody(mock.handle(get(`/things/${id}`)).body) as object).join(),
  )
  expect(new Set(keys)).toEqual(new Set(['id,name,note']))
})

test('not here: the locale of generated data cannot be chosen (stoplightio/prism#1647, mockoon/mockoon#669)', () => {
  const document = answering({ type: 'object', required: ['city'], properties: { city: { type: 'string' } } })
  const words = WORDS.zh_CN
  if (words === undefined) throw new Error('zh_CN is built in')
  const chinese = readBody(createMock(document, { words }).handle(get('/things/1')).body) as { city: string }
  expect(chinese.city).toMatch(/\p{Script=Han}/u)
})

test('not here: unknown properties are made up (stoplightio/prism#1776, #2046)', () => {
  const mock = createMock(answering(thing))
  for (let seed = 1; seed <= 20; seed++) {
    const body = readBody(mock.handle(get(`/things/1?__dynamic=true&__seed=${seed}`)).body) as object
    expect(Object.keys(body).filter((name) => !(name in thing.properties))).toEqual([])
  }
})

test('not here: arrays within arrays take a minute or all memory (stoplightio/prism#1926)', () => {
  let schema: object = thing
  for (let depth = 0; depth < 7; depth++) {
    const items = { type: 'array', items: schema }
    schema = { type: 'object', required: ['more', 'others'], properties: { more: items, others: items } }
  }
  const before = performance.now()
  const { status, body } = createMock(answering(schema)).handle(get('/things/1?__dynamic=true'))
  expect(status).toBe(200)
  expect(body?.length).toBeLessThan(1_000_000)
  expect(performance.now() - before).toBeLessThan(10_000)
})

test('not here: a large document takes minutes to start (stoplightio/prism#1479, #1860)', () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `S${index}`)
  const schemas = Object.fromEntries(
    names.map((name, index) => [
      name,
      {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'integer' },
          next: { $ref: `#/components/schemas/S${index >> 1}` },
          others: {
            type: 'array',
            items: { $ref: `#/components/schemas/S${index >> 2}` },
          },
        },
      },
    ]),
  )
  const content = (name: string) => ({
    'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
  })
  const paths = Object.fromEntries(
    names.map((name) => [
      `/${name}/{id}`,
      { get: { responses: { 200: { description: '', content: content(name) } } } },
    ]),
  )
  const before = performance.now()
  const { status } = createMock({ openapi: '3.0.3', paths, components: { schemas } }).handle(get('/S2999/1'))
  expect(status).toBe(200)
  expect(performance.now() - before).toBeLessThan(15_000)
})

test('not here: a change of a file that the document refers to goes unseen (stoplightio/prism#2009, #1083)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'miaosuan-mock-peers-'))
  const example = (text: string) => writeFileSync(join(folder, 'answer.yaml'), `example: ${text}\n`)
  example('old')
  const document = join(folder, 'openapi.yaml')
  writeFileSync(
    document,
    `openapi: 3.0.3
paths:
  /greeting:
    get: { responses: { '200': { description: '', content: { text/plain: { $ref: answer.yaml } } } } }
`,
  )
  const cli = await startCli(document)
  onTestFinished(async () => void (await cli.stop()))
  const answer = async () => (await fetch(`${cli.url}/greeting`)).text()
  expect(await answer()).toBe('old')
  example('new')
  await vi.waitFor(async () => expect(await answer()).toBe('new'), { timeout: 10_000, interval: 100 })
})
