import type { Placed } from '../core/document/places.ts'
import { isObject } from '../core/document/references.ts'
import type { Change } from './change.ts'
import type { Context } from './context.ts'
import { compareValue } from './schema-changes.ts'
import type { Pair, Side } from './side.ts'

/** The headers of a response that both documents have, by their names in lower case. */
export function compareHeaders(key: string, response: Pair<Placed>, context: Context): readonly Change[] {
  const before = headersOf(response.before, context.sides.before)
  const after = headersOf(response.after, context.sides.after)
  const change = (
    name: string,
    code: Change['code'],
    what: readonly [string, string],
    places: Pair<Placed>,
  ): Change => ({
    code,
    told: {
      en: `the header ${name} of the answer ${key} is ${what[0]}`,
      zh: `响应 ${key} 的响应头 ${name} ${what[1]}`,
    },
    detail: `response ${key} header ${name}`,
    ...places,
    use: { of: 'status', key },
  })
  return [
    ...[...before].flatMap(([name, old]) => {
      const now = after.get(name)
      if (now === undefined) {
        return [
          change(name, 'RESPONSE_HEADER_REMOVED', ['gone', '被删去'], { before: old, after: response.after }),
        ]
      }
      const places = { before: old, after: now }
      const [was, is] = [isRequired(old), isRequired(now)]
      return [
        ...(was && !is
          ? [change(name, 'RESPONSE_HEADER_OPTIONAL', ['required no more', '不再必有'], places)]
          : []),
        ...(is && !was
          ? [change(name, 'RESPONSE_HEADER_REQUIRED', ['required now', '变为必有'], places)]
          : []),
        ...compareHeader(key, name, places, context),
      ]
    }),
    ...[...after]
      .filter(([name]) => !before.has(name))
      .map(([name, now]) =>
        change(name, 'RESPONSE_HEADER_ADDED', ['new', '为新增'], { before: response.before, after: now }),
      ),
  ]
}

function compareHeader(key: string, name: string, { before, after }: Pair<Placed>, context: Context) {
  const old = context.sides.before.places.child(before, 'schema')
  const now = context.sides.after.places.child(after, 'schema')
  return compareValue(
    old ? [old] : [],
    now ? [now] : [],
    {
      direction: 'response',
      told: { en: `the header ${name} of the answer ${key}`, zh: `响应 ${key} 的响应头 ${name}` },
      name: `response ${key} header ${name}`,
      useOf: () => ({ of: 'status', key }),
    },
    context,
  )
}

/** A declared `Content-Type` means nothing (Response Object, OpenAPI 3.1, 4.8.17). */
function headersOf(response: Placed, { places }: Side): ReadonlyMap<string, Placed> {
  const headers = places.child(response, 'headers')
  const names = isObject(headers?.value) ? Object.keys(headers.value) : []
  const found = names.flatMap((name): [string, Placed][] => {
    const header = headers && places.child(headers, name)
    return header === undefined ? [] : [[name.toLowerCase(), places.follow(header)]]
  })
  return new Map(found.filter(([name]) => name !== 'content-type'))
}

function isRequired({ value }: Placed): boolean {
  return (value as { readonly required?: boolean }).required === true
}
