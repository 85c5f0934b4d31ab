import type { DeclaredOperation } from '../core/document/operations.ts'
import { isObject } from '../core/document/references.ts'
import { BY_OPERATION, type Change } from './change.ts'
import { type Context, wholeOf } from './context.ts'
import { canonical } from './schema/same.ts'
import type { Side } from './side.ts'

/** All that is asked for together: schemes as they are on the wire, each with its scopes. */
type Way = ReadonlyMap<string, { readonly name: string; readonly scopes: ReadonlySet<string> }>

/**
 * The ways into an operation: one of them has to be met as a whole (Security Requirement Object, OpenAPI 3.1, 4.8.30).
 * A way is still open where another one asks for no more. The names of schemes are not part of it.
 */
export function compareSecurity({ sides, operation }: Context): readonly Change[] {
  const before = waysOf(operation.before, sides.before)
  const after = waysOf(operation.after, sides.after)
  const gone = before.filter((way) => !after.some((other) => isWithin(other, way)))
  const added = after.filter((way) => !before.some((other) => isWithin(other, way)))
  const places = wholeOf({ sides, operation })
  const change = (code: Change['code'], way: Way, en: string, zh: string): Change => ({
    code,
    told: { en: `${en} ${say(way, 'nothing')}`, zh: `${zh} ${say(way, '无凭证')}` },
    detail: `security ${[...way.keys()].join(' ')}`,
    ...places,
    use: BY_OPERATION,
  })
  return [
    ...gone.map((way) =>
      change('SECURITY_TIGHTENED', way, 'it is no longer enough to send', '凭证不再足够：'),
    ),
    ...added
      .filter((way) => !gone.some((other) => isWithin(other, way))) // what is asked for instead is told by what is gone
      .map((way) => change('SECURITY_LOOSENED', way, 'it is enough now to send', '现在只需凭证：')),
  ]
}

function say(way: Way, none: string): string {
  const parts = [...way.values()].map(({ name, scopes }) =>
    scopes.size === 0 ? name : `${name} (${[...scopes].join(', ')})`,
  )
  return parts.join(' + ') || none
}

function isWithin(one: Way, other: Way): boolean {
  return [...one].every(([scheme, { scopes }]) => {
    const found = other.get(scheme)
    return found !== undefined && [...scopes].every((scope) => found.scopes.has(scope))
  })
}

function waysOf(operation: DeclaredOperation, side: Side): readonly Way[] {
  const own = (operation.object as { readonly security?: unknown }).security
  const requirements = own ?? (side.document as { readonly security?: unknown }).security ?? []
  const list = Array.isArray(requirements) && requirements.length > 0 ? requirements : [{}]
  return list.filter(isObject).map((requirement) => {
    const schemes = Object.entries(requirement).map(([name, scopes]) => {
      const key = schemeOf(name, side)
      return [key, { name, scopes: new Set(Array.isArray(scopes) ? scopes.map(String) : []) }] as const
    })
    return new Map(schemes)
  })
}

/** A scheme as it is on the wire: where credentials stand, and in which form. */
function schemeOf(name: string, { document, references }: Side): string {
  const { components } = document as { readonly components?: { readonly securitySchemes?: unknown } }
  const schemes = components?.securitySchemes
  const written = isObject(schemes) && Object.hasOwn(schemes, name) ? schemes[name] : undefined
  const scheme = isObject(written) ? references.resolve<unknown>(written) : undefined
  if (!isObject(scheme)) return name
  const { type, in: location, name: key, scheme: form } = scheme
  const isBearer = type === 'oauth2' || type === 'openIdConnect'
  return canonical(
    isBearer ? [type] : [type, location, key, typeof form === 'string' ? form.toLowerCase() : form],
  )
}
