import { DocumentError, type Fault } from '../core/document/fault.ts'
import { type Normalised, normalise } from '../core/document/normalise.ts'
import { type DeclaredOperation, declaredOperations } from '../core/document/operations.ts'
import { pointerTokens } from '../core/document/pointer.ts'
import { isObject } from '../core/document/references.ts'
import type { Version } from '../core/document/upgrade-schema.ts'
import { readVersion } from '../core/document/version.ts'
import type { JsonObject } from '../core/document/walk.ts'
import { createSchemaTools, type SchemaTools } from '../core/mock.ts'
import type { FindingCode } from '../findings/code-table.ts'
import type { FindingParts } from '../findings/finding.ts'
import { createValues, type ValuesOf } from './schema-values.ts'

/** Something found at a pointer into the source, before it is located. */
export interface Found extends Omit<FindingParts, 'place' | 'pointer'> {
  readonly code: FindingCode
  readonly pointer: string
}

export type Tell = (code: FindingCode, pointer: string, message: string, more?: Partial<Found>) => void

/** A document as rules look at it. */
export interface Checked extends SchemaTools {
  /** As it was read, its files in one. */
  readonly source: JsonObject
  readonly version: Version
  readonly normalised: Normalised
  readonly operations: readonly DeclaredOperation[]
  readonly valuesOf: ValuesOf
}

/** Looks for one kind of fault. Pointers into the normalised document are given back to the source by `tell`. */
export type Rule = (checked: Checked, tell: Tell, count: Count) => void

/** Counts what was looked at, by what it is. */
export type Count = (what: 'schemas' | 'examples' | 'patterns') => void

export interface Opened {
  readonly checked: Checked
  /** The document that can be served: without the references that lead nowhere. */
  readonly servable: unknown
  readonly found: readonly Found[]
}

/** Reads a document as far as it can be read; `undefined` where it cannot, and what was found says why. */
export function openDocument(
  source: unknown,
): Opened | { readonly checked?: undefined; readonly found: readonly Found[] } {
  const found: Found[] = []
  let servable = source
  for (let round = 0; round < MOST_ROUNDS; round++) {
    try {
      const normalised = normalise(servable)
      return {
        checked: toChecked(source as JsonObject, normalised),
        servable,
        found: [...found, ...mended(normalised)],
      }
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error
      found.push(...error.faults.map(toFound))
      if (!error.faults.every(({ pointer }) => pointer.endsWith('/$ref'))) return { found }
      servable = error.faults.reduce((value, { pointer }) => without(value, pointerTokens(pointer)), servable)
    }
  }
  return { found }
}

/** A reference that is taken out may uncover another one. */
const MOST_ROUNDS = 20

function toChecked(source: JsonObject, normalised: Normalised): Checked {
  const { operations } = declaredOperations(normalised)
  const { version } = readVersion(source)
  const tools = createSchemaTools(normalised)
  return { source, version, normalised, operations, ...tools, valuesOf: createValues(tools.validators) }
}

function mended({ warnings }: Normalised): readonly Found[] {
  return warnings.map(({ pointer, message }) => ({ code: 'READ_OTHERWISE', pointer, message }))
}

function toFound({ pointer, message }: Fault): Found {
  const isReference = pointer.endsWith('/$ref')
  return { code: isReference ? 'REF_UNRESOLVED' : 'NOT_OPENAPI', pointer, message }
}

/** A copy of a value without what stands at a place below it. */
function without(value: unknown, [token, ...rest]: readonly string[]): unknown {
  if (token === undefined) return value
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === token ? without(item, rest) : item))
  }
  if (!isObject(value)) return value
  if (rest.length > 0) return { ...value, [token]: without(value[token], rest) }
  const { [token]: _, ...others } = value
  return others
}

/** Rules look at the normalised document, and people at the source. */
export function createTell({ normalised }: Checked, found: Found[]): Tell {
  return (code, pointer, message, more = {}) => {
    found.push({ code, pointer: normalised.origin(pointer), message, ...more })
  }
}
