import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { MockRequest, Violation } from '../../../src/index.ts'
import { readCase } from './reading.ts'

interface Case {
  readonly name: string
  readonly components?: unknown
  readonly template?: string
  readonly parameter?: { readonly name: string; readonly in: string }
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly target: string
  readonly headers?: MockRequest['headers']
  readonly value?: unknown
  readonly json?: string
  readonly values?: unknown
  readonly violations?: readonly string[]
}

const cases = parse(readFileSync(new URL('parameters.yaml', import.meta.url), 'utf8'), {
  merge: true,
}) as readonly Case[]

/** `query ids /0 type`: where, and what is broken. */
function summary({ in: location, name, pointer, keyword }: Violation): string {
  return [location, name, pointer, keyword].filter((part) => part !== '').join(' ')
}

test.each(cases)('$name', (one) => {
  const parameters = one.parameters ?? (one.parameter === undefined ? [] : [one.parameter])
  const { values, violations } = readCase({ ...one, parameters })
  expect(violations.map(summary)).toEqual(one.violations ?? [])
  const declared = parameters[0]?.in ?? 'query'
  const location = (declared === 'querystring' ? 'query' : declared) as keyof typeof values
  if (one.values !== undefined) expect(values[location]).toEqual(one.values)
  if (one.parameter === undefined) return
  const value = values[location][one.parameter.name]
  if (one.json !== undefined) expect(JSON.stringify(value)).toBe(one.json)
  else if (one.violations === undefined) expect(value).toEqual(one.value)
})
