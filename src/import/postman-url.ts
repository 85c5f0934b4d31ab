import type { Noted, Pair, Segment } from './exchange.ts'
import type { UrlJson } from './postman-json.ts'
import { namesIn, type Variables, variableIn } from './variables.ts'

type Target = Pick<Noted, 'server' | 'path' | 'query'>

/** Reads an address as Postman has it: `{{baseUrl}}/users/:id?page=1`. */
export function readUrl(url: string | UrlJson, variables: Variables): Target {
  const { raw = '', query, variable = [] } = typeof url === 'string' ? { raw: url } : url
  const [target = '', search = ''] = raw.split('#')[0]?.split(/\?(.*)/s) ?? []
  const { server, path } = splitServer(target, variables)
  const values = new Map(variable.map(({ key, id, value }) => [key ?? id, value]))
  const read = query
    ?.filter(({ disabled }) => disabled !== true)
    .map(({ key, value }): Pair => [key ?? '', value ?? ''])
  const pairs = read ?? [...new URLSearchParams(search)]
  return {
    server,
    path: path
      .split('/')
      .filter((one) => one !== '')
      .map((one) => segmentOf(one, values, variables)),
    query: pairs.filter(([name]) => name !== '').map(([name, value]): Pair => [name, variables.fill(value)]),
  }
}

/** What is before the path: an origin, or the variable that stands for it with what is in its value. */
function splitServer(
  target: string,
  variables: Variables,
): { readonly server: string; readonly path: string } {
  const [first = '', ...rest] = target.split(/(?<!\/)\/(?!\/)/)
  const name = variableIn(first)
  const isAddress =
    first.includes('://') || name !== undefined || /[.:{]/.test(first) || first === 'localhost'
  if (!isAddress) return { server: '', path: target }
  const isKnown = namesIn(first).every((one) => variables.valueOf(one) !== undefined)
  const filled = variables.fill(first).replace(/\/+$/, '')
  const server = filled.includes('://') ? filled : `https://${filled}`
  return { server: isKnown && URL.canParse(server) ? server : '', path: rest.join('/') }
}

function segmentOf(
  text: string,
  values: ReadonlyMap<string | undefined, unknown>,
  variables: Variables,
): Segment {
  const named = text.startsWith(':') && text.length > 1 ? text.slice(1) : undefined
  const parameter = named ?? variableIn(text)
  if (parameter === undefined) return decoded(variables.fill(text))
  const given = named === undefined ? variables.valueOf(parameter) : values.get(named)
  const value = given === undefined || given === null ? '' : variables.fill(String(given))
  return { parameter, ...(value !== '' && { value }) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // malformed percent-encoding stays as it is
  }
}
