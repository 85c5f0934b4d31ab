import { isObject } from '../../document/references.ts'
import type { Schema } from '../../document/schema.ts'
import { once } from '../../once.ts'
import type { Random } from '../../random.ts'
import { compileHidden } from '../../schema/hidden.ts'
import type { Asked, ResponseTools } from '../represented.ts'
import { plain, propertyNames } from './names.ts'
import type { Speaker } from './records.ts'
import { findPlace, propertiesOf, putInto } from './structure.ts'

/** Puts what an operation tells of into an answer that the schema alone makes, where that has more. */
export type Tell = (answer: () => unknown, asked: Asked) => unknown

/** The property of a record that holds one of the parameters that name it. */
interface Echo {
  readonly parameter: string
  readonly property: string
  fits(value: unknown): boolean
}

/** Where a record's values come from: one place for it, whichever operation shows it. */
export function placeOfRecord(root: Random, collection: string, identity: readonly unknown[]): Random {
  return root
    .at('record')
    .at(collection)
    .at(JSON.stringify(identity.map(String)))
}

/** Compiles an operation whose answer holds one record. `undefined` where it holds none. */
export function compileRecord(
  schema: Schema,
  { resource, declared }: Speaker,
  tools: ResponseTools,
): Tell | undefined {
  const { references } = tools
  const { collection, identity, identityIn } = resource
  const writes = declared.object.requestBody !== undefined
  if (identity.length === 0 && !writes) return undefined
  const names = identity.length === 0 ? ['id'] : propertyNames(identity.at(-1) as string, collection)
  const found = findPlace(
    schema,
    references,
    (candidate) => propertyOf(candidate, names, tools) !== undefined,
  )
  if (found === undefined) return undefined

  const generate = tools.generator(found.schema)
  const echoes = identity.flatMap((parameter) => compileEcho(parameter, found.schema, collection, tools))
  const overlay = writes ? compileOverlay(found.schema, tools) : undefined
  return (answer, asked) => {
    const named = identity.map((name) => givenOf(asked, identityIn, name))
    const key = identity.length === 0 ? [JSON.stringify(asked.body ?? null)] : named.map(exact)
    const record = generate(placeOfRecord(asked.root, collection, key))
    const written = overlay === undefined ? record : overlay(record, asked.body)
    const echoed = echoes.reduce(
      (value, echo) => applyEcho(value, echo, givenOf(asked, identityIn, echo.parameter)),
      written,
    )
    return putInto(answer, found.path, echoed)
  }
}

/** The name under which a schema declares one of some plain names, the likeliest first. */
export function propertyOf(
  schema: Schema,
  names: readonly string[],
  { references }: ResponseTools,
): string | undefined {
  const declared = [...propertiesOf(schema, references).keys()]
  for (const name of names) {
    const property = declared.find((one) => plain(one) === name)
    if (property !== undefined) return property
  }
  return undefined
}

function compileEcho(
  parameter: string,
  schema: Schema,
  collection: string,
  tools: ResponseTools,
): readonly Echo[] {
  const property = propertyOf(schema, propertyNames(parameter, collection), tools)
  if (property === undefined) return []
  const declared = propertiesOf(schema, tools.references).get(property) as Schema
  const validate = tools.validators.compile(declared, 'response')
  return [{ parameter, property, fits: (value) => validate(value).length === 0 }]
}

/** A parameter as the value that its schema makes of it, and as the text that was sent. */
interface Given {
  readonly value: unknown
  readonly text: string
}

function givenOf(asked: Asked, location: 'path' | 'query', name: string): Given {
  const value = asked[location][name]
  const sent = asked.text?.(location, name)
  // a text that a style or a media type dresses is not the value's own
  const isOwn = sent !== undefined && typeof value === 'number' && Number(sent) === value
  return { value, text: isOwn ? sent : String(value) }
}

/** The value, or its text where that says more: integers beyond 2^53 are no numbers of JavaScript. */
function exact({ value, text }: Given): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) ? text : value
}

/** A path says `7` where the record may say 7. */
function applyEcho(record: unknown, { property, fits }: Echo, given: Given): unknown {
  const { value, text } = given
  if (!isObject(record) || value === undefined) return record
  const number = Number(value)
  const fitting = [exact(given), value, text, ...(Number.isFinite(number) ? [number] : [])].find(fits)
  return fitting === undefined ? record : { ...record, [property]: fitting }
}

/** What a client writes is what it reads back, as far as the answer's schema has it. */
function compileOverlay(schema: Schema, tools: ResponseTools): (record: unknown, body: unknown) => unknown {
  const { references } = tools
  const oneWay = new Set(
    (['readOnly', 'writeOnly'] as const).flatMap((keyword) =>
      isObject(schema) ? [...compileHidden(keyword, references)(schema)] : [],
    ),
  )
  const validates = new Map(
    [...propertiesOf(schema, references)]
      .filter(([name]) => !oneWay.has(name))
      .map(([name, property]) => [name, once(() => tools.validators.compile(property, 'response'))] as const),
  )
  return (record, body) => {
    if (!isObject(record) || !isObject(body)) return record
    const kept = Object.entries(body).filter(([name, value]) => validates.get(name)?.()(value).length === 0)
    return { ...record, ...Object.fromEntries(kept) }
  }
}
