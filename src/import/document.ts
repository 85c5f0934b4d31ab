import { PATH_ITEM_METHODS } from '../core/document/grammar.ts'
import { freeKey } from './content.ts'
import type { Noted, NotedApi } from './exchange.ts'
import { type Placed, toOperation } from './operation.ts'
import { templatePaths } from './paths.ts'
import { withoutTokens } from './secrets.ts'
import { schemesOf } from './security.ts'
import type { Selected } from './select.ts'

/** The OpenAPI 3.1 document of what was noted of one host: a start, to be read by the people who know the API. */
export function toDocument({ title, description }: NotedApi, { server, exchanges: all }: Selected): object {
  const exchanges = all.filter(({ method }) => isMethod(method))
  const templated = templatePaths(exchanges.map(({ path }) => path))
  const placed = exchanges.map(
    (exchange, at): Placed => ({ exchange, path: templated[at] as Placed['path'] }),
  )
  const taken = new Set<string>()
  const paths = [...Map.groupBy(placed, ({ path }) => path.template)].map(([template, atPath]) => {
    const byMethod = Map.groupBy(atPath, ({ exchange }) => exchange.method.toLowerCase())
    const operations = [...byMethod].map(([method, own]) => {
      return [method, toOperation(own, freeKey(idOf(own[0]?.exchange, method, template), taken))] as const
    })
    return [template, Object.fromEntries(operations)] as const
  })
  const securitySchemes = schemesOf(exchanges)
  const tags = [...new Set(exchanges.flatMap(({ tag }) => tag ?? []))].map((name) => ({ name }))
  return {
    openapi: '3.1.0',
    info: {
      title: withoutTokens(title ?? nameOf(server)),
      version: '0.1.0',
      ...(description && { description: withoutTokens(description) }),
    },
    ...(server !== '' && { servers: [{ url: server }] }),
    ...(tags.length > 0 && { tags }),
    paths: Object.fromEntries(paths),
    ...(Object.keys(securitySchemes).length > 0 && { components: { securitySchemes } }),
  }
}

/** A recording is called as the host that it is of. */
function nameOf(server: string): string {
  return URL.canParse(server) ? new URL(server).host : 'Imported API'
}

function isMethod(method: string): boolean {
  return (PATH_ITEM_METHODS as readonly string[]).includes(method.toLowerCase())
}

/** What a person has called it, as far as that has Latin letters, else its method and path: `getOrdersById`. */
function idOf(exchange: Noted | undefined, method: string, template: string): string {
  const words = wordsOf(exchange?.name ?? '')
  if (words.length > 0 && /^[a-z]/i.test(words[0] ?? '')) return camel(words)
  const path = template
    .split('/')
    .flatMap((part) => (part.startsWith('{') ? ['by', ...wordsOf(part)] : wordsOf(part)))
  return camel([method, ...path])
}

function wordsOf(text: string): readonly string[] {
  return text.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').match(/[A-Za-z\d]+/g) ?? []
}

function camel(words: readonly string[]): string {
  return words
    .map((word, at) =>
      at === 0 ? word.toLowerCase() : word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join('')
}
