import { type Cutting, encodedCutting } from './cutting.ts'
import { parseJson } from './json.ts'
import { type DecodeText, decodeNothing } from './query.ts'
import type { Shape } from './shape.ts'

/** What was sent for a name, understood but not yet judged. */
export type Taken = TakenValue | TakenFault

export interface TakenValue {
  readonly ok: true
  /** As it was sent, decoded. */
  readonly received: unknown
  readonly value: unknown
  /** Other ways to understand the same text, for where the first breaks the schema. */
  readonly others?: readonly unknown[]
  /** Other ways to understand single properties of an object. */
  readonly otherProperties?: ReadonlyMap<string, readonly unknown[]> | undefined
  /** Not to be held against the schema: an empty value that is allowed, or a format that is not read. */
  readonly unchecked?: true
}

/** Why a text could not be understood: `repeated`, `encoding` or `syntax`. */
export interface TakenFault {
  readonly ok: false
  readonly keyword: 'repeated' | 'encoding' | 'syntax'
  readonly expected: Readonly<Record<string, unknown>>
  readonly received?: unknown
  /** The end of a sentence that begins with the place. */
  readonly message: string
}

export const MALFORMED: TakenFault = {
  ok: false,
  keyword: 'encoding',
  expected: {},
  message: 'has malformed percent-encoding; encode it as UTF-8',
}

export function repeated(given: readonly string[], decode: DecodeText): TakenFault {
  const message = `is given ${given.length} times; it takes one value`
  return { ok: false, keyword: 'repeated', expected: {}, received: given.map(decode), message }
}

/** Marks a text that cannot be understood in one way; another may fit. */
const UNREADABLE = Symbol('unreadable')

type Way = (raw: string) => unknown

/** Compiles the reading of one raw text as the values that a shape admits, the likeliest first. */
export function compileReading(cutting: Cutting, shape: Shape, decode: DecodeText): (raw: string) => Taken {
  if (!shape.isList && !shape.isObject) return compileScalarReading(cutting, shape, decode)
  const ways = waysOf(cutting, shape, decode)
  return (raw) => {
    const received = decode(raw)
    if (received === undefined) return MALFORMED
    const values = ways.map((way) => way(raw)).filter((value) => value !== UNREADABLE)
    if (values.length === 0) return unreadable(cutting, received)
    return { ok: true, received, value: values[0], others: values.slice(1) }
  }
}

/** The common case, and the shortest way: one text, one value. */
function compileScalarReading(cutting: Cutting, shape: Shape, decode: DecodeText): (raw: string) => Taken {
  const others = compileOthers(shape)
  return (raw) => {
    const cut = cutting.scalar(raw)
    if (cut === undefined) return unreadable(cutting, raw)
    const received = decode(cut)
    if (received === undefined) return MALFORMED
    const value = shape.readText(received)
    const more = others(received, value)
    return more === undefined ? { ok: true, received, value } : { ok: true, received, value, others: more }
  }
}

/** A text that may be more than one thing: `1` is also a text where texts are admitted, an empty one may be null. */
function compileOthers(shape: Shape): (text: string, value: unknown) => readonly unknown[] | undefined {
  const takesText = shape.isUntyped || shape.types.has('string')
  const takesNull = shape.types.has('null')
  return (text, value) => {
    if (takesText) return value === text ? undefined : [text]
    return takesNull && text === '' ? [null] : undefined
  }
}

function unreadable(cutting: Cutting, received: unknown): TakenFault {
  const message = `is not written as ${cutting.form}`
  return { ok: false, keyword: 'syntax', expected: { form: cutting.form }, received, message }
}

function waysOf(cutting: Cutting, shape: Shape, decode: DecodeText): readonly Way[] {
  const encoded = encodedCutting(cutting, decode)
  const scalar: Way = (raw) => readScalar(cutting, shape, decode, raw)
  const lists = (cut: Cutting, decodePiece: DecodeText): readonly Way[] =>
    shape.isList ? [(raw) => readList(cut.list(raw), shape, decodePiece)] : []
  const objects = (cut: Cutting, decodePiece: DecodeText): readonly Way[] =>
    shape.isObject ? [(raw) => readPairs(cut.pairs(raw), shape, decodePiece)] : []
  // items that are objects have no style; clients send JSON, which is cut at commas of its own
  const jsonItems: readonly Way[] =
    shape.isList && !shape.item(0).isScalar ? [(raw) => first(readJson(`[${decode(raw)}]`))] : []
  return [
    ...jsonItems,
    ...(shape.isScalar ? [(raw: string) => (cutting.isCut(raw) ? UNREADABLE : scalar(raw))] : []),
    ...lists(cutting, decode),
    (raw) => first(readJson(decode(raw))),
    ...objects(cutting, decode),
    ...lists(encoded, decodeNothing),
    ...objects(encoded, decodeNothing),
    ...(shape.isScalar || shape.types.has('null') ? [scalar] : []),
  ]
}

function readScalar(cutting: Cutting, shape: Shape, decode: DecodeText, raw: string): unknown {
  const cut = cutting.scalar(raw)
  const text = cut === undefined ? undefined : decode(cut)
  if (text === undefined) return UNREADABLE
  return text === '' && shape.types.has('null') && !shape.isScalar ? null : shape.readText(text)
}

/** An empty text is a list of one empty text where items are texts, and else an empty list. */
function readList(pieces: readonly string[] | undefined, shape: Shape, decode: DecodeText): unknown {
  if (pieces === undefined) return UNREADABLE
  if (pieces.length === 1 && pieces[0] === '' && !takesEmptyText(shape.item(0))) return []
  const texts = pieces.map(decode)
  if (texts.includes(undefined)) return UNREADABLE
  return texts.map((text, index) => shape.item(index).readText(text as string))
}

function takesEmptyText(item: Shape): boolean {
  return item.isUntyped || item.types.has('string')
}

function readPairs(
  pairs: readonly (readonly [string, string])[] | undefined,
  shape: Shape,
  decode: DecodeText,
): unknown {
  if (pairs === undefined) return UNREADABLE
  const entries: [string, unknown][] = []
  for (const [rawName, raw] of pairs) {
    const name = decode(rawName)
    const text = decode(raw)
    if (name === undefined || text === undefined) return UNREADABLE
    entries.push([name, shape.property(name).readText(text)])
  }
  return Object.fromEntries(entries)
}

/** A list or an object that a client wrote as JSON, as many do where styles do not reach; none where it is not. */
export function readJson(text: string | undefined): readonly unknown[] {
  if (text === undefined || !/^\s*[[{]/.test(text)) return []
  const parsed = parseJson(text)
  return parsed.ok ? [parsed.value] : []
}

function first(values: readonly unknown[]): unknown {
  return values.length === 0 ? UNREADABLE : values[0]
}

/** The values of texts that are given one by one, as exploded lists are. */
export function readTexts(given: readonly string[], shape: Shape, decode: DecodeText): Taken {
  const texts = given.map(decode)
  if (texts.includes(undefined)) return MALFORMED
  const items = (texts as readonly string[]).map((text, index) => readItem(text, shape.item(index)))
  return { ok: true, received: texts, value: items }
}

/** An item that is an object itself has no style; clients send JSON. */
function readItem(text: string, item: Shape): unknown {
  const [value = item.readText(text)] = item.isScalar ? [] : readJson(text)
  return value
}

/** One text of an exploded list, which is never cut: an item alone, or the scalar that the schema admits too. */
export function readAlone(raw: string, shape: Shape, decode: DecodeText): Taken {
  const received = decode(raw)
  if (received === undefined) return MALFORMED
  const isEmpty = raw === '' && !takesEmptyText(shape.item(0))
  const [value, ...others] = [
    ...(shape.isScalar ? [shape.readText(received)] : []),
    isEmpty ? [] : [readItem(received, shape.item(0))],
    ...readJson(received),
    ...(shape.types.has('null') ? [shape.readText(received)] : []),
  ]
  return { ok: true, received, value, others }
}
