import { pointerTokens, toPointer } from '../document/pointer.ts'
import type { SchemaViolation, Validate } from '../schema/validator.ts'
import type { Taken, TakenFault } from './taken.ts'

/** A fault found within a value before it could be judged as a whole. */
export interface PlacedFault {
  /** JSON Pointer within the value. */
  readonly pointer: string
  readonly keyword: string
  readonly expected: Readonly<Record<string, unknown>>
  readonly received?: unknown
  readonly message: string
}

/** Content as a value. `fault`: it could not be read at all. */
export type Decoded = DecodedValue | { readonly ok: false; readonly fault: string }

export interface DecodedValue {
  readonly ok: true
  readonly value: unknown
  /** Other ways to understand the whole. */
  readonly others?: readonly unknown[]
  /** Other ways to understand single properties. */
  readonly otherProperties?: ReadonlyMap<string, readonly unknown[]> | undefined
  readonly faults?: readonly PlacedFault[]
  /** In a format that this mock does not read, so that its schema cannot be held against it. */
  readonly opaque?: true
}

/** Puts an object together from what was taken for each of its properties. */
export function assemble(properties: readonly (readonly [string, Taken])[]): DecodedValue {
  const entries: [string, unknown][] = []
  const otherProperties = new Map<string, readonly unknown[]>()
  const faults: PlacedFault[] = []
  for (const [name, taken] of properties) {
    if (!taken.ok) {
      faults.push(placed(name, taken))
      continue
    }
    entries.push([name, taken.value])
    if (taken.others !== undefined) otherProperties.set(name, taken.others)
  }
  return { ok: true, value: Object.fromEntries(entries), otherProperties, faults }
}

function placed(name: string, { keyword, expected, received, message }: TakenFault): PlacedFault {
  return { pointer: toPointer('', name), keyword, expected, received, message }
}

export interface Judged {
  readonly value: unknown
  readonly violations: readonly SchemaViolation[]
}

/** Validates a value. Where it is wrong and can be understood otherwise, the first reading without fault counts. */
export function judge(
  { value, others = [], otherProperties, opaque }: Omit<DecodedValue, 'ok'>,
  validate: Validate,
): Judged {
  if (opaque === true) return { value, violations: [] }
  const violations = validate(value)
  if (violations.length === 0) return { value, violations }
  const better = others.find((other) => validate(other).length === 0)
  if (better !== undefined) return { value: better, violations: [] }
  const judged = { value, violations }
  return otherProperties === undefined ? judged : judgeProperties(judged, otherProperties, validate)
}

/** Where more is wrong than this, another reading of single properties is not what is missing. */
const MOST_WRONG = 100

/** Tries the other readings of each property that is wrong, and keeps those that mend something. */
function judgeProperties(
  first: Judged,
  otherProperties: ReadonlyMap<string, readonly unknown[]>,
  validate: Validate,
): Judged {
  if (first.violations.length > MOST_WRONG) return first
  let judged = first
  const wrong = new Set(first.violations.map(({ pointer }) => pointerTokens(pointer)[0]))
  const tried = [...otherProperties].filter(([name]) => wrong.has(name))
  for (const [name, others] of tried) {
    for (const other of others) {
      const value = { ...(judged.value as object), [name]: other }
      const violations = validate(value)
      if (violations.length < judged.violations.length) judged = { value, violations }
    }
  }
  return judged
}
