import { isJson } from '../core/media-type.ts'
import type { Field, NotedBody } from './exchange.ts'
import { type Inferred, inferSchema, readTexts } from './infer.ts'
import { isSecretName, MASKED, withoutSecrets, withoutTokens } from './secrets.ts'

/** A body with what it is called. */
export interface NamedBody {
  readonly name?: string | undefined
  readonly body: NotedBody
}

/** So many examples are kept of a media type, and none that is longer than so many characters. */
const MOST_EXAMPLES = 3
const LONGEST = 100_000

/** The Media Type Objects (OpenAPI 3.1, 4.8.14) of bodies, by their types. */
export function toContent(bodies: readonly NamedBody[]): Readonly<Record<string, object>> {
  const byType = Map.groupBy(bodies, ({ body }) => body.mediaType)
  return Object.fromEntries([...byType].map(([type, all]) => [type, toMediaType(type, all)]))
}

function toMediaType(type: string, bodies: readonly NamedBody[]): object {
  const forms = bodies.flatMap(({ body: { content } }) => (content?.kind === 'form' ? [content.fields] : []))
  if (forms.length > 0) return formOf(forms)
  const values = bodies.flatMap(({ name, body: { content } }) => {
    if (content?.kind === 'json') return [{ name, value: withoutSecrets(content.value) }]
    return content?.kind === 'text' && type.startsWith('text/')
      ? [{ name, value: withoutTokens(content.text) }]
      : []
  })
  if (values.length === 0) return isJson(type) ? { schema: {} } : {}
  return { schema: inferSchema(values.map(({ value }) => value)), ...toExamples(values) }
}

function toExamples(
  values: readonly { readonly name?: string | undefined; readonly value: unknown }[],
): object {
  const distinct = new Map(values.toReversed().map((one) => [JSON.stringify(one.value), one]))
  const kept = [...distinct]
    .filter(([text]) => text.length <= LONGEST)
    .toReversed()
    .slice(0, MOST_EXAMPLES)
  const taken = new Set<string>()
  const examples = kept.map(([, { name = 'sample', value }]) => {
    const key = freeKey(
      name
        .trim()
        .replace(/[^\w.-]+/g, '-')
        .replace(/^-+|-+$/g, '') || 'sample',
      taken,
    )
    return [key, { ...(key !== name && name !== 'sample' && { summary: name }), value }] as const
  })
  return examples.length === 0 ? {} : { examples: Object.fromEntries(examples) }
}

export function freeKey(name: string, taken: Set<string>): string {
  let free = name
  for (let at = 2; taken.has(free); at++) free = `${name}${at}`
  taken.add(free)
  return free
}

/** A form is an object of its fields: files are bytes, and a field that comes twice is a list. */
function formOf(forms: readonly (readonly Field[])[]): object {
  const byName = forms.map((fields) => Map.groupBy(fields, ({ name }) => name))
  const names = [...new Set(byName.flatMap((one) => [...one.keys()]))]
  const required = names.filter((name) => byName.every((one) => one.has(name)))
  const fields = names.map(
    (name) =>
      [
        name,
        fieldOf(
          byName.map((one) => one.get(name) ?? []),
          name,
        ),
      ] as const,
  )
  const properties = Object.fromEntries(fields.map(([name, { schema }]) => [name, schema]))
  const schema = { type: 'object', ...(required.length > 0 && { required }), properties }
  if (fields.some(([, { example }]) => example === undefined)) return { schema }
  return { schema, example: Object.fromEntries(fields.map(([name, { example }]) => [name, example])) }
}

function fieldOf(
  given: readonly (readonly Field[])[],
  name: string,
): { schema: Inferred; example?: unknown } {
  const all = given.flat()
  const isList = given.some((fields) => fields.length > 1)
  if (all.some(({ isFile }) => isFile)) {
    const file = { type: 'string', format: 'binary' }
    return { schema: isList ? { type: 'array', items: file } : file }
  }
  const values = readTexts(all.map(({ value }) => (isSecretName(name) ? MASKED : withoutTokens(value))))
  const schema = inferSchema(values)
  if (!isList) return { schema, example: values[0] }
  const first = given.find((fields) => fields.length > 0)?.length
  return { schema: { type: 'array', items: schema }, example: values.slice(0, first) }
}
