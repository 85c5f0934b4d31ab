import type { Placed } from '../../core/document/places.ts'
import type { Sides } from '../side.ts'
import { quoted, type Told, toldKeyword } from '../told.ts'
import type { Faces } from './alternatives.ts'
import type { Branch } from './branches.ts'
import type { Difference, Effect, Node } from './difference.ts'
import {
  type Direction,
  type Property,
  propertiesOf,
  type Rest,
  requiredAlone,
  restOf,
} from './properties.ts'

/** Makes the comparison of two schemas below this one. */
export type Below = (token: string, before: Faces, after: Faces) => Node['edges'][number]

interface Compared {
  readonly differences: Difference[]
  readonly edges: Node['edges'][number][]
}

/** Two branches of objects: their properties that travel in this direction, and what they may have beside them. */
export function compareObjects(
  before: Branch,
  after: Branch,
  sides: Sides,
  direction: Direction,
  below: Below,
): Node {
  const [old, now] = [
    propertiesOf(before, sides.before, direction),
    propertiesOf(after, sides.after, direction),
  ]
  const [oldRest, rest] = [restOf(before, sides.before), restOf(after, sides.after)]
  const compared: Compared = { differences: [], edges: [] }
  for (const [name, property] of old) {
    const same = now.get(name)
    if (same === undefined) removed(name, property, after, rest, below, compared)
    else kept(name, property, same, below, compared)
  }
  for (const [name, property] of now) {
    if (!old.has(name)) added(name, property, before, oldRest, below, compared)
  }
  compared.differences.push(...compareRequiredAlone(before, after), ...compareDiscriminators(before, after))
  compareRest(oldRest, rest, below, compared)
  return compared
}

function kept(
  name: string,
  old: Property,
  now: Property,
  below: Below,
  { differences, edges }: Compared,
): void {
  edges.push(below(name, old.schemas, now.schemas))
  if (old.isRequired === now.isRequired) return
  const told = now.isRequired
    ? { en: `the property ${name} is required now`, zh: `字段 ${name} 变为必填` }
    : { en: `the property ${name} is required no more`, zh: `字段 ${name} 不再必有` }
  differences.push({
    kind: now.isRequired ? 'propertyRequired' : 'propertyOptional',
    effect: now.isRequired ? 'narrows' : 'widens',
    told,
    property: name,
    detail: `required ${name}`,
    before: old.place,
    after: now.place,
  })
}

function removed(
  name: string,
  { schemas, place, isRequired }: Property,
  { faces }: Branch,
  rest: Rest,
  below: Below,
  { differences, edges }: Compared,
): void {
  if (rest.kind === 'schema') edges.push(below(name, schemas, rest.schemas))
  const isRefused = rest.kind === 'closed'
  differences.push({
    kind: 'propertyRemoved',
    effect: isRefused ? (isRequired ? 'both' : 'narrows') : 'widens',
    told: { en: `the property ${name} is gone`, zh: `字段 ${name} 被删去` },
    property: name,
    isRefused,
    detail: `property ${name}`,
    before: place,
    ...(faces[0] && { after: faces[0] }),
  })
}

function added(
  name: string,
  { schemas, place, isRequired }: Property,
  { faces }: Branch,
  rest: Rest,
  below: Below,
  { differences, edges }: Compared,
): void {
  if (rest.kind === 'schema') edges.push(below(name, rest.schemas, schemas))
  const isRefused = rest.kind === 'closed'
  const told = isRequired
    ? { en: `the required property ${name} is new`, zh: `新增必填字段 ${name}` }
    : { en: `the property ${name} is new`, zh: `新增字段 ${name}` }
  differences.push({
    kind: isRequired ? 'propertyRequired' : 'propertyAdded',
    effect: isRefused ? (isRequired ? 'both' : 'widens') : 'narrows',
    told,
    property: name,
    isRefused,
    detail: `property ${name}`,
    ...(faces[0] && { before: faces[0] }),
    after: place,
  })
}

/** A name in `required` that no `properties` has. */
function compareRequiredAlone(before: Branch, after: Branch): readonly Difference[] {
  const [old, now] = [requiredAlone(before), requiredAlone(after)]
  const rule = (name: string, effect: Effect, told: Told): Difference => {
    return {
      kind: 'rule',
      effect,
      told,
      detail: `required ${name}`,
      ...placesOf(before.faces[0], after.faces[0]),
    }
  }
  return [
    ...[...old]
      .filter((name) => !now.has(name) && !isRequiredIn(after, name))
      .map((name) => rule(name, 'widens', { en: `${name} is required no more`, zh: `${name} 不再必有` })),
    ...[...now]
      .filter((name) => !old.has(name) && !isRequiredIn(before, name))
      .map((name) => rule(name, 'narrows', { en: `${name} is required now`, zh: `${name} 变为必有` })),
  ]
}

function isRequiredIn({ faces }: Branch, name: string): boolean {
  return faces.some(({ value }) => {
    const { required } = value as { readonly required?: unknown }
    return Array.isArray(required) && required.includes(name)
  })
}

function compareDiscriminators(before: Branch, after: Branch): readonly Difference[] {
  const nameOf = ({ faces }: Branch) => {
    const found = faces.map(({ value }) => (value as Discriminated).discriminator?.propertyName)
    return found.find((name) => name !== undefined)
  }
  const [old, now] = [nameOf(before), nameOf(after)]
  if (old === undefined || now === undefined || old === now) return []
  const told = toldKeyword('discriminator', old, now)
  return [
    {
      kind: 'rule',
      effect: 'both',
      told,
      detail: 'discriminator',
      ...placesOf(before.faces[0], after.faces[0]),
    },
  ]
}

interface Discriminated {
  readonly discriminator?: { readonly propertyName?: string }
}

function compareRest(before: Rest, after: Rest, below: Below, { differences, edges }: Compared): void {
  if (before.kind === 'schema' && after.kind === 'schema') {
    edges.push(below('*', before.schemas, after.schemas))
    return
  }
  if (before.kind === after.kind) return
  const narrows = ORDER.indexOf(after.kind) > ORDER.indexOf(before.kind)
  const told = {
    en: `other properties: ${say(before)} before, ${say(after)} now`,
    zh: `其他字段：原为${SAID_ZH[before.kind]}，现为${SAID_ZH[after.kind]}`,
  }
  differences.push({
    kind: 'rule',
    effect: narrows ? 'narrows' : 'widens',
    told,
    detail: 'additionalProperties',
    isRefused: before.kind === 'closed',
    ...(before.kind !== 'open' && { before: before.place }),
    ...(after.kind !== 'open' && { after: after.place }),
  })
}

/** From the widest to the narrowest. */
const ORDER: readonly Rest['kind'][] = ['open', 'schema', 'closed']

const SAID = { open: 'any', closed: 'none', schema: '' } as const
const SAID_ZH = { open: '任意', closed: '不允许', schema: '有约束' } as const

function say(rest: Rest): string {
  return rest.kind === 'schema' ? `those of ${quoted(rest.place.value)}` : SAID[rest.kind]
}

function placesOf(before: Placed | undefined, after: Placed | undefined) {
  return { ...(before && { before }), ...(after && { after }) }
}
