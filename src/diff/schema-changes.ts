import { toPointer } from '../core/document/pointer.ts'
import type { FindingCode } from '../findings/code-table.ts'
import type { Severity } from '../findings/finding.ts'
import type { Change, Use } from './change.ts'
import type { Context } from './context.ts'
import type { Faces } from './schema/alternatives.ts'
import { type Difference, isNarrowing, isWidening } from './schema/difference.ts'
import type { Direction } from './schema/properties.ts'
import { type Placement, walk } from './schema/walk.ts'
import type { Told } from './told.ts'

/** Of what the schemas are: a body, a parameter or a header. */
export interface Scope {
  readonly direction: Direction
  readonly told: Told
  /** `response 200 application/json`. */
  readonly name: string
  /** Who notices a change of the value at a pointer. */
  useOf(pointer: string, value?: unknown): Use
}

/** All changes of a value that its schemas tell. */
export function compareValue(
  before: Faces,
  after: Faces,
  scope: Scope,
  { schemas }: Pick<Context, 'schemas'>,
): readonly Change[] {
  return walk(schemas[scope.direction](before, after)).map((placement) => toChange(placement, scope))
}

function toChange({ pointer, difference }: Placement, scope: Scope): Change {
  const { told, detail, before, after, property, values, kind } = difference
  const { code, severity } = meaningOf(difference, scope.direction)
  const at = pointer === '' ? { en: '', zh: '' } : { en: ` at ${pointer}`, zh: ` ${pointer} 处` }
  const isOwn = property === undefined || kind === 'propertyAdded' || kind === 'propertyRequired'
  const noticed = isOwn || property === undefined ? pointer : toPointer(pointer, property)
  return {
    code,
    told: { en: `${scope.told.en}${at.en}: ${told.en}`, zh: `${scope.told.zh}${at.zh}：${told.zh}` },
    detail: [scope.name, pointer, detail].filter((part) => part !== '').join(' '),
    ...(severity && { severity }),
    ...(before && { before }),
    ...(after && { after }),
    use: scope.useOf(noticed, scope.direction === 'request' ? values?.[0] : undefined),
  }
}

interface Meaning {
  readonly code: FindingCode
  readonly severity?: Severity
}

/** A request may ask for less and never for more; a response may give more and never another thing. */
function meaningOf(difference: Difference, direction: Direction): Meaning {
  const { kind, effect } = difference
  if (kind === 'deprecated') return { code: 'DEPRECATED' }
  if (kind === 'default') return { code: 'DEFAULT_CHANGED' }
  if (effect === 'unknown') return { code: 'SCHEMA_UNDECIDED' }
  return direction === 'request' ? inRequest(difference) : inResponse(difference)
}

function inRequest(difference: Difference): Meaning {
  const { kind, isRefused } = difference
  if (kind === 'propertyRemoved') {
    return { code: 'REQUEST_PROPERTY_REMOVED', severity: isRefused === true ? 'error' : 'warning' }
  }
  if (isOfKind(kind)) return { code: REQUEST[kind](difference) }
  return { code: isNarrowing(difference) ? 'REQUEST_NARROWED' : 'REQUEST_WIDENED' }
}

/** Properties that are new are no surprise but to those who were told that there are no others. */
function inResponse(difference: Difference): Meaning {
  const { kind, isRefused } = difference
  const surprise = isRefused === true ? { severity: 'warning' as const } : {}
  if (kind === 'propertyAdded' || (kind === 'propertyRequired' && isRefused !== undefined)) {
    return { code: 'RESPONSE_PROPERTY_ADDED', ...surprise }
  }
  if (isOfKind(kind)) return { code: RESPONSE[kind](difference) }
  return isWidening(difference) ? { code: 'RESPONSE_WIDENED', ...surprise } : { code: 'RESPONSE_NARROWED' }
}

type Kind = Exclude<Difference['kind'], 'rule' | 'deprecated' | 'default'>

function isOfKind(kind: Difference['kind']): kind is Kind {
  return Object.hasOwn(REQUEST, kind)
}

type Codes = Readonly<Record<Kind, (difference: Difference) => FindingCode>>

const REQUEST: Codes = {
  value: (difference) => (isNarrowing(difference) ? 'REQUEST_VALUE_REMOVED' : 'REQUEST_VALUE_ADDED'),
  propertyAdded: () => 'REQUEST_PROPERTY_ADDED',
  propertyRemoved: () => 'REQUEST_PROPERTY_REMOVED',
  propertyRequired: () => 'REQUEST_PROPERTY_REQUIRED',
  propertyOptional: () => 'REQUEST_PROPERTY_OPTIONAL',
}

const RESPONSE: Codes = {
  value: (difference) => (isWidening(difference) ? 'RESPONSE_VALUE_ADDED' : 'RESPONSE_VALUE_REMOVED'),
  propertyAdded: () => 'RESPONSE_PROPERTY_ADDED',
  propertyRemoved: () => 'RESPONSE_PROPERTY_REMOVED',
  propertyRequired: () => 'RESPONSE_PROPERTY_REQUIRED',
  propertyOptional: () => 'RESPONSE_PROPERTY_OPTIONAL',
}
