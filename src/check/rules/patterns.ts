import { toPointer } from '../../core/document/pointer.ts'
import { isObject } from '../../core/document/references.ts'
import type { FindingCode } from '../../findings/code-table.ts'
import type { Rule, Tell } from '../checked.ts'
import { judgePattern, type PatternVerdict, readPattern } from '../pattern/judge-pattern.ts'
import { shown } from '../shown.ts'
import { eachSchema } from './schema-objects.ts'

/** Every pattern is a regular expression, and none can explode. */
export const checkPatterns: Rule = (checked, tell, count) => {
  const known = new Map<string, PatternVerdict>()
  const check = (source: string, pointer: string) => {
    count('patterns')
    const verdict = known.get(source) ?? judgePattern(source)
    known.set(source, verdict)
    tellVerdict(source, pointer, verdict, tell)
  }
  eachSchema(checked, (schema, pointer) => {
    if (typeof schema.pattern === 'string') check(schema.pattern, toPointer(pointer, 'pattern'))
    const named = isObject(schema.patternProperties) ? Object.keys(schema.patternProperties) : []
    for (const source of named) check(source, toPointer(toPointer(pointer, 'patternProperties'), source))
  })
}

function tellVerdict(source: string, pointer: string, verdict: PatternVerdict, tell: Tell): void {
  const name = shown(source)
  const read = readPattern(source)
  if ('refusal' in read && read.refusal !== undefined) {
    tell('PATTERN_NOT_UNICODE', pointer, `${name} is no pattern with Unicode: ${read.refusal}`)
  }
  if (verdict.kind === 'linear') return
  const [code, demand] = CODES[verdict.kind]
  const what = 'reason' in verdict ? verdict.reason : attack(verdict.pump)
  tell(code, pointer, `${name} ${demand} ${what}`)
}

const CODES: Readonly<Record<Exclude<PatternVerdict['kind'], 'linear'>, readonly [FindingCode, string]>> = {
  invalid: ['PATTERN_INVALID', 'is no regular expression:'],
  exponential: ['PATTERN_EXPONENTIAL', 'takes exponential time on'],
  polynomial: ['PATTERN_POLYNOMIAL', 'takes polynomial time on'],
  searched: ['PATTERN_UNANCHORED', 'is tried at every place of'],
  unproven: ['PATTERN_UNPROVEN', 'may be slow:'],
}

function attack(pump: string): string {
  return `a long text of ${JSON.stringify(pump.repeat(pump.length > 8 ? 1 : 4))}…`
}
