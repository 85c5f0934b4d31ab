import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { LARGEST_BODY } from '../../../src/index.ts'
import { readBodyCase } from './reading.ts'

interface Case {
  readonly name: string
  readonly components?: unknown
  readonly required?: boolean
  readonly content: unknown
  readonly type?: string
  readonly body?: string
  readonly bytes?: readonly number[]
  readonly value?: unknown
  readonly length?: number
  readonly violations?: readonly string[]
  readonly refused?: string
}

const cases = parse(readFileSync(new URL('bodies.yaml', import.meta.url), 'utf8')) as readonly Case[]

function sent({ type = '', body, bytes }: Case): string | Uint8Array | undefined {
  if (bytes !== undefined) return new Uint8Array(bytes)
  return type.startsWith('multipart/') ? body?.replaceAll('\n', '\r\n') : body
}

test.each(cases)('$name', (one) => {
  const headers = one.type === undefined ? {} : { 'content-type': one.type }
  const read = readBodyCase(
    { required: one.required, content: one.content },
    sent(one),
    headers,
    one.components,
  )
  if (!read.ok) {
    expect(`${read.code} ${read.detail}`).toBe(one.refused)
    return
  }
  expect(one.refused).toBeUndefined()
  const violations = read.violations.map(({ pointer, keyword }) => `${pointer} ${keyword}`.trim())
  expect(violations).toEqual(one.violations ?? [])
  if ('value' in one) expect(read.value).toEqual(one.value)
  if (one.length !== undefined) expect(read.value).toHaveLength(one.length)
})

test('a violation says where, what is asked for and what was received', () => {
  const schema = { type: 'object', properties: { a: { enum: ['x', 'y'] } }, additionalProperties: false }
  const read = readBodyCase({ content: { 'application/json': { schema } } }, '{"a":"z","b":1}', {
    'content-type': 'application/json',
  })
  expect(read.ok && read.violations.map(({ message }) => message)).toEqual([
    'the body must NOT have additional properties: "b"',
    'the body at /a must be equal to one of the allowed values: ["x","y"]; received "z"',
  ])
  expect(read.ok && read.violations[1]).toMatchObject({ in: 'body', pointer: '/a', received: 'z' })
})

test('a body that is nested too deeply is refused, not a failure of the mock', () => {
  const components = { schemas: { Tree: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } } }
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Tree' } } }
  const depth = 500_000
  const body = '['.repeat(depth) + ']'.repeat(depth)
  const read = readBodyCase({ content }, body, { 'content-type': 'application/json' }, components)
  expect(read).toMatchObject({ ok: false, code: 'MALFORMED_BODY' })
})

test('a body that is larger than the mock reads is refused', () => {
  const read = readBodyCase({ content: { '*/*': {} } }, new Uint8Array(LARGEST_BODY + 1))
  expect(read).toMatchObject({ ok: false, code: 'CONTENT_TOO_LARGE' })
})

test('a body for which nothing is declared is passed over', () => {
  expect(readBodyCase(undefined, 'anything', { 'content-type': 'text/plain' })).toEqual({
    ok: true,
    violations: [],
  })
})

test('a body that is wrong in many places shows the first hundred', () => {
  const content = { 'application/json': { schema: { type: 'array', items: { type: 'string' } } } }
  const read = readBodyCase({ content }, JSON.stringify(Array.from({ length: 1000 }, (_, index) => index)), {
    'content-type': 'application/json',
  })
  expect(read.ok && read.violations).toHaveLength(100)
})
