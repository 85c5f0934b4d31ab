import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createJudge, type ExchangeFault } from '../../../src/index.ts'

interface Case {
  readonly name: string
  readonly schema: object
  readonly example?: unknown
  readonly components?: object
  readonly answers: readonly (readonly [body: unknown, found: readonly string[]])[]
}

const cases: readonly Case[] = parse(readFileSync(new URL('./envelopes.yaml', import.meta.url), 'utf8'))

const each = cases.flatMap(({ answers, ...one }) =>
  answers.map(([body, found]) => ({ ...one, text: JSON.stringify(body), body, found })),
)

function judge(
  { schema, example, components = {} }: Pick<Case, 'schema' | 'example' | 'components'>,
  body: unknown,
) {
  const content = { 'application/json': { schema, ...(example !== undefined && { example }) } }
  const judging = createJudge({
    openapi: '3.1.0',
    info: { title: 'Envelopes', version: '1' },
    components: { schemas: components },
    paths: { '/a': { get: { responses: { 200: { description: '', content } } } } },
  })
  const request = { method: 'GET', path: '/a', query: '', headers: {} }
  const routed = judging.route(request)
  if (routed.kind !== 'operation') throw new Error('there is no operation')
  const headers = { 'content-type': 'application/json' }
  const bytes = new TextEncoder().encode(JSON.stringify(body))
  return judging.judgeResponse(routed.operation, request, { status: 200, headers, body: bytes }).faults
}

test.each(each)('$name: $text', ({ body, found, ...one }) => {
  const faults: readonly ExchangeFault[] = judge(one, body)
  expect(faults.map(({ code }) => code)).toEqual(found)
  for (const { rule } of faults) expect(rule).toMatch(/^\/(?:paths|components)\//)
})
