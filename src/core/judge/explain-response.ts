import { schemaAt } from '../explain/violated.ts'
import { locateHeaderRule, locateResponse, schemaOfContent } from '../explain/violated-response.ts'
import type { Violation } from '../problem.ts'
import { bodyViolation } from '../request/violation.ts'
import { narrowChoices } from './choices.ts'
import type { FoundViolation } from './content.ts'
import type { DeclaredResponse } from './declared-response.ts'
import type { EnvelopeFault } from './envelope.ts'
import type { ExchangeFault } from './fault.ts'
import type { JudgeContext } from './judge.ts'

/** Turns what is wrong with an answer into faults that say where the document has the rule. */
export interface ExplainResponse {
  header(violation: Violation): ExchangeFault
  content(
    found: readonly FoundViolation[],
    envelope: readonly EnvelopeFault[],
    value: unknown,
    range: string,
  ): readonly ExchangeFault[]
}

/** Beyond this many faults nobody reads on. */
const MOST_FAULTS = 100
const NONE: readonly ExchangeFault[] = []

export function createExplain({ operation, key }: DeclaredResponse, context: JudgeContext): ExplainResponse {
  const { places } = context
  const whole = locateResponse(operation, key, places)
  return {
    header: (violation) => {
      const rule = locateHeaderRule(violation, operation, key, places)
      return { code: 'RESPONSE_INVALID', message: violation.message, violation, rule }
    },
    content(found, envelope, value, range) {
      if (found.length === 0 && envelope.length === 0) return NONE
      const schema = schemaOfContent(operation, { key, range }, places)
      const ruled =
        schema === undefined
          ? found.map((violation) => ({ violation, rule: whole }))
          : narrowChoices(found, value, schema, context)
      const faults = ruled.slice(0, MOST_FAULTS).map(({ violation, rule }): ExchangeFault => {
        const told = bodyViolation(violation, value)
        return { code: 'RESPONSE_INVALID', message: told.message, violation: told, rule }
      })
      if (envelope.length === 0) return faults
      const told = envelope.map((one) => {
        const place = schema && schemaAt(schema, one.pointer, places).placed
        return ofEnvelope(one, value, place === undefined ? whole : places.origin(place))
      })
      const others = faults.filter((fault) => !envelope.some((one) => saysAgain(fault, one)))
      return [...others, ...told]
    },
  }
}

function ofEnvelope({ code, message, pointer }: EnvelopeFault, value: unknown, rule: string): ExchangeFault {
  const received = pointer === '/code' ? { received: (value as { readonly code: unknown }).code } : {}
  const violation = { in: 'body', name: '', pointer, keyword: 'envelope', expected: {}, message } as const
  return { code, message, violation: { ...violation, ...received }, rule }
}

/** A rule of the envelope says what is wrong; the schema that fails for it says so in more words. */
function saysAgain({ violation }: ExchangeFault, { pointer }: EnvelopeFault): boolean {
  if (violation === undefined) return false
  const isMissing = `/${String(violation.expected.missingProperty ?? '')}` === pointer
  const isWithin = violation.pointer === pointer || violation.pointer.startsWith(`${pointer}/`)
  return (violation.pointer === '' && isMissing) || isWithin
}
