import { type Normalised, normalise } from '../core/document/normalise.ts'
import type { MediaTypeObject, ResponseObject } from '../core/document/openapi.ts'
import { declaredOperations } from '../core/document/operations.ts'
import { pointerTokens } from '../core/document/pointer.ts'
import { isObject } from '../core/document/references.ts'
import type { Schema } from '../core/document/schema.ts'
import { isJson } from '../core/media-type.ts'
import { nearest } from '../core/nearest.ts'
import type { DeclaredOperation } from '../index.ts'
import { LoadError } from '../node/load.ts'
import { type BodyOf, compileBodies, type SampleWorld } from './bodies.ts'
import { columnsOf, schemaAt } from './columns.ts'
import { compileFormat, type SampleFormat } from './format.ts'
import { compilePlace, placeOfRecord } from './record.ts'

export interface SampleOptions extends SampleWorld {
  /** By its id, or as `GET /path`. */
  readonly operation: string
  readonly count: number
  readonly format: SampleFormat
  /** Where in an answer its record is; by default all of it, or the `data` of an envelope. */
  readonly pointer: string | undefined
}

/** What a sample writes: a text a record, with what is around them. Throws a LoadError where there are not enough. */
export function* sampleTexts(document: unknown, options: SampleOptions): Generator<string> {
  const normalised = normalise(document)
  const { references } = normalised
  const operation = findOperation(normalised, options.operation)
  const records = recordsOf(operation, compileBodies(operation, normalised, options), options)
  const first = records.next()
  if (first.done === true) return
  const { record, pointer } = first.value
  const {
    head,
    record: write,
    tail,
  } = compileFormat(options.format, () => {
    if (Array.isArray(record))
      throw new LoadError(`${operation.id} answers a list, which is no row of a table; ${ONE}`)
    const schema = schemaOf(operation, normalised)
    return columnsOf(schemaAt(schema, pointerTokens(pointer), references), record, references)
  })
  yield head + write(record, 0)
  let nth = 1
  for (const next of records) yield write(next.record, nth++)
  yield tail
}

const ONE = 'name the operation that answers one record, or a place within the list such as --pointer /0'

/** So many identities in a row without a record are the end of them. */
const MOST_MISSED = 10_000

interface Sampled {
  readonly record: unknown
  readonly pointer: string
}

/** As many records as are wanted: identities that have none are passed over. */
function* recordsOf(
  operation: DeclaredOperation,
  bodyOf: BodyOf,
  options: SampleOptions,
): Generator<Sampled> {
  let place: { readonly pointer: string; readonly take: (body: unknown) => unknown } | undefined
  let missed = 0
  for (let nth = 0, given = 0; given < options.count; nth++) {
    const body = bodyOf(nth)
    const pointer: string = place?.pointer ?? options.pointer ?? placeOfRecord(body)
    const take: (body: unknown) => unknown = place?.take ?? compilePlace(pointer)
    const record = body === undefined ? undefined : take(body)
    if (record === undefined) {
      if (++missed >= MOST_MISSED) throw new LoadError(exhausted(operation, given, pointer, options))
      continue
    }
    place = { pointer, take }
    missed = 0
    given++
    yield { record, pointer }
  }
}

function exhausted(
  { id }: DeclaredOperation,
  given: number,
  pointer: string,
  { count }: SampleOptions,
): string {
  const where = pointer === '' ? '' : ` with something at ${pointer}`
  return `${id} has ${given === 0 ? 'no' : `only ${given}`} records${where}, and ${count} are wanted`
}

function findOperation(normalised: Normalised, name: string): DeclaredOperation {
  const { operations } = declaredOperations(normalised)
  const nameOf = ({ method, template }: DeclaredOperation) => `${method} ${template}`
  const found = operations.find((one) => one.id === name) ?? operations.find((one) => nameOf(one) === name)
  if (found !== undefined) return found
  const near = nearest(
    name,
    operations.flatMap((one) => [one.id, nameOf(one)]),
  )
  const ids = operations.slice(0, 10).map(({ id }) => id)
  const hint =
    near === undefined
      ? `there are ${ids.join(', ')}${operations.length > 10 ? ', …' : ''}`
      : `did you mean ${near}?`
  throw new LoadError(`the document has no operation ${name}; ${hint}`)
}

/** The schema of the JSON that tells of a success; any where none is declared. */
function schemaOf({ object }: DeclaredOperation, { references }: Normalised): Schema {
  const responses = isObject(object.responses) ? object.responses : {}
  const keys = Object.keys(responses)
    .filter((key) => /^2/.test(key))
    .sort()
  for (const key of [...keys, 'default'].filter((one) => Object.hasOwn(responses, one))) {
    const { content } = references.resolve<ResponseObject>(responses[key] as ResponseObject)
    const type = Object.keys(content ?? {}).find(isJson)
    const media =
      type === undefined ? undefined : references.resolve<MediaTypeObject>(content?.[type] as MediaTypeObject)
    if (media?.schema !== undefined) return media.schema
  }
  return true
}
