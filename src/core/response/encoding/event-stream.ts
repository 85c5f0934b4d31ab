import { isObject } from '../../document/references.ts'
import type { Schema, SchemaObject } from '../../document/schema.ts'
import type { ResponseTools } from '../represented.ts'
import type { CompileEncoding } from './encoding.ts'
import { compileItems, itemsOf } from './items.ts'
import { toStream } from './json-lines.ts'
import { toText } from './text.ts'

/**
 * Server-sent events (WHATWG HTML, 9.2): an event an item. An item that has an event's fields is that event
 * (OpenAPI 3.2, 4.14.3.2), any other is its data, and the events are numbered.
 */
export const compileEventStream: CompileEncoding = (encodable) => {
  const items = compileItems(encodable, (schema) => withJsonData(schema, encodable.tools))
  return {
    encode: (value) => toStream(itemsOf(value).map(encodeEvent)),
    readText: (text) => (FIELD.test(text) ? toStream(text.split(/(?<=\n\r?\n)/)) : undefined),
    ...items,
  }
}

/** A text that is a stream of events already has a line that is a field, or a comment. */
const FIELD = /^(?:data|event|id|retry)?:/m

const FIELDS = ['event', 'id', 'retry', 'data', 'comment']

function encodeEvent(item: unknown, index: number): string {
  if (!isEvent(item)) return `id: ${index + 1}\n${lines('data', item)}\n`
  const fields = FIELDS.filter((name) => item[name] !== undefined && item[name] !== null)
  return `${fields.map((name) => lines(name === 'comment' ? '' : name, item[name])).join('')}\n`
}

function isEvent(item: unknown): item is Readonly<Record<string, unknown>> {
  return (
    isObject(item) && Object.hasOwn(item, 'data') && Object.keys(item).every((key) => FIELDS.includes(key))
  )
}

/** A field goes over as many lines as its text has; only data may, so the rest is joined to one. */
function lines(name: string, value: unknown): string {
  const text = toText(value).split(/\r\n|\r|\n/)
  return (name === 'data' ? text : [text.join(' ')]).map((line) => `${name}: ${line}\n`).join('')
}

/**
 * Where an event's data is said to hold JSON (`contentSchema`), that is what is generated in its place: the data
 * becomes a text when the event is written.
 */
function withJsonData(schema: Schema, tools: ResponseTools, depth = 0): Schema {
  if (!isObject(schema) || depth > DEEPEST) return schema
  const event = tools.references.resolve<SchemaObject>(schema as SchemaObject & { $ref: string })
  const changed = ['oneOf', 'anyOf', 'allOf'].flatMap((keyword) => {
    const list = event[keyword]
    if (!Array.isArray(list)) return []
    const made = list.map((one: Schema) => withJsonData(one, tools, depth + 1))
    return made.every((one, index) => one === list[index]) ? [] : [[keyword, made] as const]
  })
  const data = event.properties?.data
  const content = isObject(data) ? (data as SchemaObject).contentSchema : undefined
  if (content === undefined && changed.length === 0) return schema
  const properties =
    content === undefined ? {} : { properties: { ...event.properties, data: content as Schema } }
  return { ...event, ...properties, ...Object.fromEntries(changed) }
}

/** Events are alternatives of alternatives at most. */
const DEEPEST = 3
