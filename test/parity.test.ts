/** One engine, every door: the cases of the core through each of them, byte by byte. */
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fixtures } from '../fixtures/index.ts'
import type { MockRequest, MockResponse } from '../src/index.ts'
import { ROOT, readCases, requestOf, servedBy } from './support/cases.ts'
import { DOORS, headersOf, LEFT, type Passed } from './support/doors.ts'

const files = globSync(['test/conformance/**/*.yaml', 'test/parity.yaml'], {
  cwd: fileURLToPath(ROOT),
}).sort()

/** How each case came through each door. */
const tally: Record<string, { same: number; skipped: number }> = {}

describe.each(Object.keys(DOORS))('%s', (name) => {
  test.each(files)('%s', async (file) => {
    const cases = readCases(new URL(file, ROOT))
    const { mock, document } = servedBy(cases)
    const { seed, errorStatus, fixtures: withFixtures } = cases
    const options = {
      ...(withFixtures && { fixtures }),
      ...(seed !== undefined && { seed }),
      ...(errorStatus && { errorStatus }),
    }
    const door = await (DOORS[name] as (typeof DOORS)[string])({ mock, document, options })
    onTestFinished(() => door.close().then(() => undefined))
    tally[name] ??= { same: 0, skipped: 0 }
    const kept = tally[name]
    for (const one of cases.cases) {
      const request = whole(requestOf(one))
      const made = mock.handle(request)
      expect(made.status, one.name).toBe(one.status)
      if (isOutOfReach(name, request, made)) {
        kept.skipped++
        continue
      }
      const passed = await door.ask(request)
      expect(passed, one.name).toEqual(expected(name, made))
      kept.same++
    }
  })

  test('had nine in ten of the cases, the others being none that it can be asked', () => {
    const { same, skipped } = tally[name] as { same: number; skipped: number }
    expect(same).toBeGreaterThan(130)
    expect(same / (same + skipped)).toBeGreaterThan(0.9)
  })
})

/** A client of HTTP sends these whatever it is told. */
function whole(request: MockRequest): MockRequest {
  const { body, ...rest } = request
  return body === undefined || body.length === 0 ? rest : request
}

/** What a door must give: the answer itself, or the request to who stands behind it. */
function expected(door: string, { status, headers, body, chunks, source }: MockResponse): Passed {
  const isLeaving = !['node:http', 'vitest helper'].includes(door)
  if (isLeaving && source.name === 'NO_PATH') return { status: LEFT, headers: {}, body: '' }
  const pairs = headers.flatMap((name, at) =>
    at % 2 === 0 ? [[name, headers[at + 1] as string] as const] : [],
  )
  const bytes = Buffer.from((body ?? '') as string)
  const length =
    body === undefined || chunks !== undefined ? [] : [['content-length', String(bytes.length)] as const]
  return { status, headers: headersOf([...pairs, ...length]), body: bytes.toString('hex') }
}

/** What cannot be asked through a door, or is answered by somebody before it. */
function isOutOfReach(door: string, request: MockRequest, made: MockResponse): boolean {
  const { method, path, query, headers, body } = request
  if (made.delivery !== undefined) return true // late or broken: each door has tests of its own
  // HTTP has no such header, and the objects of clients and servers lose this name
  if (
    Object.entries(headers).some(
      ([name, value]) => /[^\t\x20-\xff]/.test(String(value)) || name === '__proto__',
    )
  )
    return true
  const target = path + (query === '' ? '' : `?${query}`)
  const url = `http://a.example${target}`
  const isFetch = door === 'fetch' || door === 'MSW in Node'
  if (isFetch && (!URL.canParse(url) || new URL(url).href !== url)) return true
  if (isFetch && body !== undefined && (method === 'GET' || method === 'HEAD')) return true
  if (isFetch && ['TRACE', 'CONNECT', 'TRACK'].includes(method)) return true
  // what a parser cannot read it answers itself
  return door.endsWith('body parsers') && headers['content-type'] === 'application/json' && !isJson(body)
}

function isJson(body: Uint8Array = Buffer.from('{}')): boolean {
  try {
    JSON.parse(Buffer.from(body).toString())
    return true
  } catch {
    return false
  }
}
