import { isObject } from '../../document/references.ts'
import type { Schema } from '../../document/schema.ts'
import type { Random } from '../../random.ts'
import type { Asked, ResponseTools } from '../represented.ts'
import { compileFilter } from './filter.ts'
import { plain, propertyNames } from './names.ts'
import { compilePaging, pagingFacts, type Window } from './paging.ts'
import { placeOfRecord, propertyOf, type Tell } from './record.ts'
import type { Speaker } from './records.ts'
import { findPlace, itemsOf, lengthsOf, propertiesOf, putInto, replaceAt } from './structure.ts'

/** How many records a collection holds that is shown in parts, and one that is shown whole. */
const COLLECTION = { least: 23, most: 57 }
const WHOLE = { least: 3, most: 6 }

/** Compiles an operation whose answer holds a list of records. `undefined` where it holds none. */
export function compileList(
  schema: Schema,
  speaker: Speaker,
  speakers: readonly Speaker[],
  tools: ResponseTools,
): Tell | undefined {
  const { references } = tools
  const found = findPlace(schema, references, (candidate) => itemsOf(candidate, references) !== undefined)
  if (found === undefined || speaker.resource.collection === '') return undefined
  const items = itemsOf(found.schema, references) as Schema
  const { least, most } = lengthsOf(found.schema, references)
  const detail = detailOf(speaker, speakers)
  const recordAt = compileItem(items, speaker, detail, tools)
  const query = speaker.declared.parameters.filter((parameter) => parameter.in === 'query')
  const paging = compilePaging(
    query.map(({ name, schema: own }) => ({ name, usual: isObject(own) ? own.default : undefined })),
  )
  const filterOf = compileFilter(query, items, tools)

  return (answer, asked) => {
    const size = paging === undefined ? WHOLE : COLLECTION
    const place = asked.root.at('collection').at(speaker.resource.collection).at(JSON.stringify(asked.path))
    const total = Math.max(least, place.integer(size.least, size.most))
    const whole = collectionOf(total, (index) => recordAt(index, asked))
    const filter = filterOf(asked.query)
    const kept = filter === undefined ? whole : filtered(whole, filter)
    const window = paging?.(asked.query, (cursor) => indexOf(cursor, kept.slice(0, kept.total))) ?? {
      offset: 0,
      size: kept.total,
    }
    const shown = kept.slice(window.offset, Math.min(window.size, most))
    const listed = putInto(answer, found.path, shown)
    return paging === undefined ? listed : tellPaging(listed, found.path, window, kept.total, shown.length)
  }
}

/** Records that are made when they are looked at: a page of a collection costs that page alone. */
interface Collection {
  readonly total: number
  /** At most `size` records from `offset` on. */
  slice(offset: number, size: number): readonly unknown[]
}

function collectionOf(total: number, recordAt: (index: number) => unknown): Collection {
  return {
    total,
    slice: (offset, size) =>
      Array.from({ length: Math.max(0, Math.min(size, total - offset)) }, (_, index) =>
        recordAt(offset + index),
      ),
  }
}

function filtered(whole: Collection, filter: (record: unknown) => boolean): Collection {
  const kept = whole.slice(0, whole.total).filter(filter)
  return { total: kept.length, slice: (offset, size) => kept.slice(offset, offset + size) }
}

/** The operation that shows one record of a list: the path of the list and a parameter, or the same collection. */
function detailOf({ declared, resource }: Speaker, speakers: readonly Speaker[]): Speaker | undefined {
  const details = speakers.filter(
    (one) =>
      one.declared.method === 'GET' &&
      one.resource.identity.length > 0 &&
      one.resource.collection === resource.collection,
  )
  return details.find((one) => one.declared.template.startsWith(`${declared.template}/{`)) ?? details[0]
}

/** Compiles the record at an index of the collection: the same that its own page shows. */
function compileItem(
  items: Schema,
  { resource, declared }: Speaker,
  detail: Speaker | undefined,
  tools: ResponseTools,
) {
  const generate = tools.generator(items)
  const parameter = detail?.resource.identity.at(-1) ?? 'id'
  const property = propertyOf(items, propertyNames(parameter, resource.collection), tools)
  const idAt = property === undefined ? undefined : compileId(items, property, resource.collection, tools)
  const parents =
    detail?.resource.identity.slice(0, -1) ??
    [...declared.template.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name as string)
  return (index: number, { root, path }: Asked): unknown => {
    const id = idAt?.(index, root) ?? index
    const record = generate(
      placeOfRecord(root, resource.collection, [...parents.map((name) => path[name]), id]),
    )
    return property === undefined || !isObject(record) ? record : { ...record, [property]: id }
  }
}

/** Numbers count from 1, texts are made by their schema. */
function compileId(items: Schema, property: string, collection: string, tools: ResponseTools) {
  const schema = propertiesOf(items, tools.references).get(property) as Schema
  const validate = tools.validators.compile(schema, 'response')
  const generate = tools.generator(schema)
  return (index: number, root: Random): unknown =>
    validate(index + 1).length === 0 ? index + 1 : generate(root.at('id').at(collection).at(index))
}

/** Where a cursor points: an index that an answer gave, or behind the record that it names. */
function indexOf(cursor: string, records: readonly unknown[]): number {
  const named = records.findIndex((record) => isObject(record) && Object.values(record).includes(cursor))
  if (named !== -1) return named + 1
  return /^\d{1,9}$/.test(cursor) ? Number(cursor) : 0
}

/** Says in the envelope, and in the objects beside the list, which part of what it holds. */
function tellPaging(
  answer: unknown,
  path: readonly string[],
  window: Window,
  total: number,
  count: number,
): unknown {
  const facts = pagingFacts(window, total, count)
  return path
    .slice(0, -1)
    .reduce(
      (told, _, depth) =>
        replaceAt(
          told,
          path.slice(0, depth + 1),
          tellFacts(valueAt(told, path.slice(0, depth + 1)), facts, 0),
        ),
      path.length === 0 ? answer : tellFacts(answer, facts, 1),
    )
}

/** A fact replaces a value of its own type, so that nothing is said which the schema does not have. */
function tellFacts(value: unknown, facts: ReadonlyMap<string, unknown>, levels: number): unknown {
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, own]) => {
      if (isObject(own)) return [name, levels > 0 ? tellFacts(own, facts, levels - 1) : own]
      const fact = facts.get(plain(name))
      return [name, fact !== undefined && (typeof fact === typeof own || own === null) ? fact : own]
    }),
  )
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), value)
}
