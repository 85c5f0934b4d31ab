import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createMock } from '../../../src/index.ts'
import { valueAt } from './value-at.ts'

interface RuleFile {
  readonly name: string
  readonly document: unknown
  readonly cases: readonly RuleCase[]
}

interface RuleCase {
  readonly name: string
  readonly request?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as it is where it is a text, else as JSON; `null`: none is sent. */
  readonly body?: unknown
  readonly rules: readonly string[]
}

const files = parse(readFileSync(new URL('rules.yaml', import.meta.url), 'utf8')) as readonly RuleFile[]

for (const { name, document, cases } of files) {
  const mock = createMock(document)
  test.each(cases)(`${name}: $name is found where it is written`, ({ request, headers, body, rules }) => {
    const sent = body === undefined ? { name: 'ab', size: 's' } : body
    const [method = '', target = ''] = (request ?? 'POST /orders/1').split(' ')
    const [path = '', query = ''] = target.split('?')
    const { source } = mock.handle({
      method,
      path,
      query,
      headers: { 'content-type': 'application/json', ...(headers ?? { shop: 's' }) },
      ...(sent === null ? {} : { body: Buffer.from(typeof sent === 'string' ? sent : JSON.stringify(sent)) }),
    })
    expect(source.violations?.map(({ rule }) => rule)).toEqual(rules)
    for (const rule of rules) expect(valueAt(document, rule)).toBeDefined()
  })
}
