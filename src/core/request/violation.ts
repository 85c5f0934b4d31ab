import { pointerTokens } from '../document/pointer.ts'
import type { Violation } from '../problem.ts'
import type { SchemaViolation } from '../schema/validator.ts'
import type { PlacedFault } from './decoded.ts'
import type { TakenFault } from './taken.ts'

/** The parameter that a violation is about. */
export interface ParameterPlace {
  readonly in: Violation['in']
  readonly name: string
}

export function missingParameter({ in: location, name }: ParameterPlace, hint = ''): Violation {
  const message = `${location} parameter ${name} is missing${hint}`
  return { in: location, name, pointer: '', keyword: 'required', expected: {}, message }
}

export function unreadableParameter(place: ParameterPlace, fault: TakenFault): Violation {
  const { keyword, expected, received, message } = fault
  return {
    ...place,
    pointer: '',
    keyword,
    expected,
    ...(received === undefined ? {} : { received }),
    message: `${place.in} parameter ${place.name} ${message}`,
  }
}

/** A violation of a parameter's schema; `received` is what was sent for all of it. */
export function parameterViolation(
  place: ParameterPlace,
  { pointer, keyword, expected, message }: SchemaViolation,
  value: unknown,
  received: unknown,
): Violation {
  const part = pointer === '' ? received : (scalarAt(value, pointer) ?? received)
  const at = pointer === '' ? '' : ` at ${pointer}`
  const sentence = `${place.in} parameter ${place.name}${at} ${demand(message, keyword, expected)}`
  return {
    ...place,
    pointer,
    keyword,
    expected,
    received: part,
    message: `${sentence}; received ${shown(part)}`,
  }
}

/** A violation of a body; what was received is shown where it is one value. */
export function bodyViolation(violation: SchemaViolation | PlacedFault, value: unknown): Violation {
  const { pointer, keyword, expected, message } = violation
  const own = 'received' in violation ? violation.received : undefined
  const received = keyword === 'required' ? undefined : (own ?? scalarAt(value, pointer))
  const sentence = `the body${pointer && ` at ${pointer}`} ${demand(message, keyword, expected)}`
  return {
    in: 'body',
    name: '',
    pointer,
    keyword,
    expected,
    ...(received === undefined ? {} : { received }),
    message: received === undefined ? sentence : `${sentence}; received ${shown(received)}`,
  }
}

/** Says which values and which names are meant where the message only says that there are some. */
function demand(message: string, keyword: string, expected: SchemaViolation['expected']): string {
  if (keyword === 'enum') return `${message}: ${JSON.stringify(expected.allowedValues)}`
  if (keyword === 'const') return `must be ${JSON.stringify(expected.allowedValue)}`
  if (keyword === 'additionalProperties') return `${message}: ${JSON.stringify(expected.additionalProperty)}`
  if (keyword === 'unevaluatedProperties')
    return `${message}: ${JSON.stringify(expected.unevaluatedProperty)}`
  return message
}

const LONGEST_SHOWN = 200

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}

/** Longer texts are not repeated in an answer. */
const LONGEST_RECEIVED = 1000

function scalarAt(value: unknown, pointer: string): unknown {
  let at = value
  for (const token of pointerTokens(pointer)) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Readonly<Record<string, unknown>>)[token]
  }
  if (typeof at === 'string') return at.length > LONGEST_RECEIVED ? undefined : at
  return typeof at === 'object' && at !== null ? undefined : at
}
