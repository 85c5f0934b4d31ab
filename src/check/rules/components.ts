import { pointerTokens, toPointer } from '../../core/document/pointer.ts'
import { isObject, referenceTokens } from '../../core/document/references.ts'
import { type JsonObject, walkDocument } from '../../core/document/walk.ts'
import type { Rule } from '../checked.ts'
import { entriesOf } from './path-items.ts'

/** The components that no path leads to. A document of components alone is a library, of which all may be used. */
export const checkComponents: Rule = ({ normalised, operations }, tell) => {
  const document = normalised.document as unknown as JsonObject
  if (operations.length === 0 || !isObject(document.components)) return
  const used = reached(usesOf(document))
  const declared = entriesOf(document.components).flatMap(([kind, components]) =>
    kind.startsWith('x-') ? [] : entriesOf(components).map(([name]) => [kind, name] as const),
  )
  for (const [kind, name] of declared) {
    if (used.has(keyOf(kind, name))) continue
    tell('COMPONENT_UNUSED', toPointer(`/components/${kind}`, name), `nothing uses ${kind}/${name}`)
  }
}

/** All components that are used from outside of them, directly or through others. */
function reached(uses: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const used = new Set([ROOT])
  // a set that grows while it is walked visits what was added
  for (const owner of used) for (const component of uses.get(owner) ?? []) used.add(component)
  return used
}

/** What is used from outside of the components. */
const ROOT = ''

/** Which components each component uses, and the rest of the document. */
function usesOf(document: JsonObject): ReadonlyMap<string, ReadonlySet<string>> {
  const uses = new Map<string, Set<string>>()
  const add = (owner: string, used: string | undefined) => {
    if (used === undefined) return
    uses.set(owner, (uses.get(owner) ?? new Set()).add(used))
  }
  for (const name of securityNames(document.security)) add(ROOT, keyOf('securitySchemes', name))
  walkDocument(document, (object, kind, place) => {
    const owner = ownerOf(place.pointer())
    if (typeof object.$ref === 'string') add(owner, componentOf(document, object.$ref))
    if (kind === 'operation') {
      for (const name of securityNames(object.security)) add(owner, keyOf('securitySchemes', name))
    }
    if (kind === 'schema') for (const [from, to] of discriminated(object, owner, document)) add(from, to)
    return object
  })
  return uses
}

/** What a discriminator maps to is used by it, and a schema that builds on one that has one is found through it. */
function discriminated(
  schema: JsonObject,
  owner: string,
  document: JsonObject,
): readonly (readonly [string, string])[] {
  const { discriminator, allOf } = schema
  const mapping = isObject(discriminator)
    ? Object.values(isObject(discriminator.mapping) ? discriminator.mapping : {})
    : []
  const mapped = mapping.map((target) => {
    const reference = String(target)
    return componentOf(document, reference.includes('/') ? reference : `#/components/schemas/${reference}`)
  })
  const bases = (Array.isArray(allOf) ? allOf : [])
    .map((part) =>
      isObject(part) && typeof part.$ref === 'string' ? componentOf(document, part.$ref) : undefined,
    )
    .filter((base) => base !== undefined && hasDiscriminator(document, base))
  return [
    ...mapped.filter((one) => one !== undefined).map((one) => [owner, one] as const),
    ...bases.map((base) => [base as string, owner] as const),
  ]
}

function hasDiscriminator(document: JsonObject, component: string): boolean {
  const [kind = '', name = ''] = JSON.parse(component) as readonly string[]
  const schema = ['components', kind, name].reduce<unknown>(
    (value, key) => (isObject(value) ? value[key] : undefined),
    document,
  )
  return isObject(schema) && isObject(schema.discriminator)
}

function securityNames(security: unknown): readonly string[] {
  return Array.isArray(security) ? security.flatMap((one) => (isObject(one) ? Object.keys(one) : [])) : []
}

function componentOf(document: JsonObject, reference: string): string | undefined {
  const [first, kind, name] = referenceTokens(document, reference) ?? []
  return first === 'components' && kind !== undefined && name !== undefined ? keyOf(kind, name) : undefined
}

function ownerOf(pointer: string): string {
  const [first, kind, name] = pointerTokens(pointer)
  return first === 'components' && kind !== undefined && name !== undefined ? keyOf(kind, name) : ROOT
}

function keyOf(kind: string, name: string): string {
  return JSON.stringify([kind, name])
}
