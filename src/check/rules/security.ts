import { toPointer } from '../../core/document/pointer.ts'
import { isObject } from '../../core/document/references.ts'
import type { JsonObject } from '../../core/document/walk.ts'
import { nearest } from '../../core/nearest.ts'
import type { Checked, Rule, Tell } from '../checked.ts'
import { entriesOf, pathItems } from './path-items.ts'

/** Requirements name schemes of the document, and scopes of those schemes. */
export const checkSecurity: Rule = (checked, tell) => {
  const document = checked.normalised.document as unknown as JsonObject
  const schemes = schemesOf(checked)
  checkRequirements(document.security, '/security', schemes, tell)
  for (const { operations } of pathItems(checked)) {
    for (const { object, pointer } of operations) {
      checkRequirements(object.security, toPointer(pointer, 'security'), schemes, tell)
    }
  }
}

function schemesOf({ normalised }: Checked): JsonObject {
  const { components } = normalised.document as unknown as JsonObject
  const schemes = isObject(components) ? components.securitySchemes : undefined
  return Object.fromEntries(
    entriesOf(schemes).map(([name, scheme]) => [name, normalised.references.resolve<unknown>(scheme)]),
  )
}

function checkRequirements(requirements: unknown, pointer: string, schemes: JsonObject, tell: Tell): void {
  if (!Array.isArray(requirements)) return
  for (const [index, requirement] of requirements.entries()) {
    for (const [name, scopes] of entriesOf(requirement)) {
      const place = toPointer(toPointer(pointer, index), name)
      if (Object.hasOwn(schemes, name)) checkScopes(scopes, place, name, schemes[name], tell)
      else
        tell(
          'SECURITY_UNDEFINED',
          place,
          `there is no security scheme ${name}${hint(name, Object.keys(schemes))}`,
        )
    }
  }
}

function checkScopes(scopes: unknown, pointer: string, name: string, scheme: unknown, tell: Tell): void {
  if (!Array.isArray(scopes) || !isObject(scheme) || scheme.type !== 'oauth2') return
  const known = new Set(
    entriesOf(scheme.flows).flatMap(([, flow]) => (isObject(flow) ? Object.keys(flow.scopes ?? {}) : [])),
  )
  for (const [index, scope] of scopes.entries()) {
    if (known.has(scope)) continue
    tell(
      'SCOPE_UNDEFINED',
      toPointer(pointer, index),
      `${name} has no scope ${scope}${hint(String(scope), known)}`,
    )
  }
}

function hint(text: string, known: Iterable<string>): string {
  const meant = nearest(text, known)
  return meant === undefined ? '' : `; did you mean ${meant}?`
}
