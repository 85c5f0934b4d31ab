import { createRandom, type Random } from '../../random.ts'
import type { StringBounds } from './constraints.ts'
import { FORMATS, type Format } from './formats.ts'
import type { Leaf } from './leaf.ts'
import { type TextMeaning, textMeaning } from './meaning.ts'
import { amongExamples } from './number.ts'
import type { Node } from './place.ts'
import { likeExample, type MakeText } from './shape.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'
import { CHINESE } from './words-zh.ts'

type Fits = (text: string) => boolean

/** One way to make a text; `attempt` counts how often it was asked before. */
type Source = (random: Random, record: Random, attempt: number) => string

const ATTEMPT = '\u0000attempt'
const PROBES = 8
/** A pattern may be met only now and then: lookaheads, several patterns, a format besides. */
const HARD_PROBES = 400
const ATTEMPTS = 16
/** So often in the way that was found, and then in the next ones. */
const AGAIN = 8
/** The attempt at which a pattern is written with any characters alike, of which most texts can be made. */
const PLAINLY = 3

/** Texts of the meaning, the format, the pattern and the length that are asked for. */
export function compileString(leaf: Leaf): Node {
  const bounds = leaf.constraints.string
  const fits = compileFits(leaf, bounds)
  const meaning = textMeaning(leaf.hint, leaf.state.atoms)
  const found = firstThatFits(sourcesOf(leaf, meaning, bounds), fits, leaf)
  const { source, witness } = found
  const first = leaf.hint.different > 0 && bounds.formats.length === 0 ? PLAINLY : found.attempt
  const own = (random: Random, _depth: number, record: Random): string => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const place = attempt === 0 ? random : random.at(ATTEMPT).at(attempt)
      const text = source(place, attempt === 0 ? record : place, first + Math.max(0, attempt - AGAIN))
      if (fits(text)) return text
    }
    return witness
  }
  const make = withExamples(leaf, meaning, own, fits)
  return { within: () => true, size: () => 1, scalar: true, make }
}

/** What the examples of the schema are good for, by what the text means. */
function withExamples(leaf: Leaf, meaning: TextMeaning | undefined, own: MakeText, fits: Fits): MakeText {
  const { formats } = leaf.constraints.string
  const examples = leaf.examples.own.filter(
    (value): value is string => typeof value === 'string' && fits(value),
  )
  if (examples.length === 0 || formats.some((format) => OWN_FORMATS.has(format))) return own
  if (meaning?.kind === 'moment') return examples.some(isLikeDate) ? own : amongExamples(examples, own, false)
  if (meaning?.kind === 'identifier' && formats.length === 0) return likeExample(examples, own, fits)
  return amongExamples(examples, own, leaf.hint.varied || meaning?.kind === 'personal')
}

function isLikeDate(text: string): boolean {
  return /^"?\d{4}-\d\d-\d\d/.test(text)
}

/** Their values agree with others of the record, or name it. */
const OWN_FORMATS: ReadonlySet<string> = new Set(['date-time', 'date', 'uuid', 'time'])

function formatOf(bounds: StringBounds): Format | undefined {
  const name = bounds.formats.find((format) => Object.hasOwn(FORMATS, format))
  return name === undefined ? undefined : FORMATS[name]
}

function compileFits({ compiler }: Leaf, bounds: StringBounds): Fits {
  const regexps = bounds.patterns.map((pattern) => compiler.patterns.regexp(pattern))
  const formats = bounds.formats.flatMap((format) =>
    Object.hasOwn(FORMATS, format) ? [FORMATS[format] as Format] : [],
  )
  const tests = [
    ...regexps.map(
      (regexp): Fits =>
        (text) =>
          regexp.test(text),
    ),
    ...formats.map(({ test }) => test),
  ]
  return (text) => {
    if (!isWithin(text, bounds)) return false
    for (const test of tests) if (!test(text)) return false
    return true
  }
}

/** Most texts are so short that their code points need not be counted: they are as many as the code units, or fewer. */
function isWithin(text: string, { min, max }: Pick<StringBounds, 'min' | 'max'>): boolean {
  if (min === 0 && text.length <= max) return true
  const length = lengthOf(text)
  return length >= min && length <= max
}

/** In code points. */
function lengthOf(text: string): number {
  let length = text.length
  for (let index = 1; index < text.length; index++) {
    // the second half of a pair, after its first
    if ((text.charCodeAt(index) & 0xfc00) === 0xdc00 && (text.charCodeAt(index - 1) & 0xfc00) === 0xd800)
      length--
  }
  return length
}

function sourcesOf(leaf: Leaf, meaning: TextMeaning | undefined, bounds: StringBounds): readonly Source[] {
  const { hint, words } = leaf
  const format = formatOf(bounds)
  const sources: Source[] = []
  const isFree = format === undefined && bounds.patterns.length === 0
  const sized = (text: string, more: (random: Random) => string) =>
    isFree ? fitLength(text, bounds, () => more(createRandom(text))) : text
  if (meaning !== undefined) {
    const another = (random: Random) => meaning.make(random, random, words)
    sources.push((random, record) => sized(meaning.make(random, record, words), another))
    // a pattern may ask for Chinese where the document is English
    if (bounds.patterns.length > 0) sources.push((random, record) => meaning.make(random, record, CHINESE))
  }
  const formatted = format === undefined ? [] : formatSources(format, hint.name, leaf, bounds)
  sources.push(...formatted, ...graftedSources(formatted, leaf, bounds), ...patternSources(leaf, bounds))
  if (isFree) {
    const make = bounds.min > 12 ? words.sentence : words.word
    sources.push((random) => sized(make(random), words.title))
    if (hint.different > 0) sources.unshift(numbered(make, hint.different, bounds))
  }
  return sources
}

const PLENTY = 20

/** A word and a number, or where that is too long, the number in letters and digits. */
function numbered(word: (random: Random) => string, different: number, { min, max }: StringBounds): Source {
  return (random) => {
    const number = random.integer(1, different * PLENTY)
    const text = `${word(random)} ${number}`
    return lengthOf(text) <= max && lengthOf(text) >= min ? text : number.toString(36).padStart(min, '0')
  }
}

function formatSources(
  format: Format,
  name: string,
  { words }: Leaf,
  { min, max }: StringBounds,
): readonly Source[] {
  const make = format.compile(name, words)
  const { short } = format
  const grown = (text: string) =>
    lengthOf(text) < min ? (format.grow?.(text, min - lengthOf(text)) ?? text) : text
  const usual: Source = (random, record) => grown(make(random, record))
  if (short === undefined) return [usual]
  const brief: Source = (random) => {
    const room = Math.min(max, Math.max(min, lengthOf(short) + 8)) - lengthOf(short)
    return room <= 0 || format.grow === undefined
      ? short
      : format.grow(short, random.integer(Math.max(0, min - lengthOf(short)), room))
  }
  return [usual, brief, () => grown(short)]
}

/** Each pattern in turn, and where there are several, one after the other in one text. */
function patternSources({ compiler }: Leaf, { patterns, min, max }: StringBounds): readonly Source[] {
  const writers = patterns.map((pattern) => compiler.patterns.text(pattern))
  const sources = writers.map(
    (write): Source =>
      (random, _record, attempt) =>
        write(random, min, max, attempt),
  )
  if (writers.length < 2) return sources
  const joined: Source = (random, _record, attempt) =>
    writers.map((write, index) => write(random.at(index), 0, max, attempt)).join('')
  return [...sources, joined]
}

/** A text of the format with a part of it as the pattern has it, `2024-` in a date. */
function graftedSources(
  formatted: readonly Source[],
  { compiler }: Leaf,
  { patterns, max }: StringBounds,
): readonly Source[] {
  return formatted.flatMap((write) =>
    patterns.map((pattern): Source => {
      const writePart = compiler.patterns.text(pattern)
      return (random, record, attempt) => {
        return graft(writePart(random, 0, max, attempt), write(random, record, attempt), attempt)
      }
    }),
  )
}

/** In place of the beginning or the end: of as much as it is long, or of more and more; then anywhere. */
function graft(part: string, text: string, attempt: number): string {
  const way = attempt % 4
  const cut = Math.floor(attempt / 4) + 1
  if (way === 0) return part + text.slice(part.length)
  if (way === 1) return text.slice(0, -part.length) + part
  const at = cut - text.length
  if (at >= 0) return text.slice(0, at) + part + text.slice(at + part.length)
  return way === 2 ? part + text.slice(cut) : text.slice(0, -cut) + part
}

/** Cut, or filled with more of the same, to a length in code points. */
function fitLength(text: string, { min, max }: StringBounds, more: () => string): string {
  if (isWithin(text, { min, max })) return text
  const length = lengthOf(text)
  const parts = [text]
  for (let missing = min - length; missing > 0; ) {
    const part = parts.length === 1 && text === '' ? more() : ` ${more()}`
    parts.push(part)
    missing -= Math.max(1, lengthOf(part))
  }
  const filled = parts.join('')
  const cut = [...filled].slice(0, Math.min(max, Math.max(min, length))).join('')
  const trimmed = cut.trimEnd()
  return trimmed !== '' && lengthOf(trimmed) >= min ? trimmed : cut
}

interface Found {
  readonly source: Source
  readonly witness: string
  /** The attempt that made it: what did once is likely to do again. */
  readonly attempt: number
}

function firstThatFits(sources: readonly Source[], fits: Fits, leaf: Leaf): Found {
  const probe = createRandom('probe')
  for (const limit of [PROBES, HARD_PROBES]) {
    for (const [index, source] of sources.entries()) {
      for (let attempt = 0; attempt < limit; attempt++) {
        const random = probe.at(index).at(attempt)
        const witness = source(random, random, attempt)
        if (fits(witness)) return { source, witness, attempt }
      }
    }
  }
  throw impossible(leaf)
}

function impossible({ constraints: { locate, string } }: Leaf): UnsatisfiableSchema {
  const { patterns, formats, min, max } = string
  if (min > max) {
    const reason = `at least ${min} characters are required and at most ${max} allowed`
    return new UnsatisfiableSchema(locate('maxLength'), reason)
  }
  const parts = [
    ...patterns.map(({ source }) => `the pattern ${source}`),
    ...formats.map((format) => `the format ${format}`),
    ...(min > 0 || Number.isFinite(max) ? [`a length from ${min} to ${max}`] : []),
  ]
  const reason = `no text was found for ${parts.join(' and ')}`
  return new UnsatisfiableSchema(locate('pattern', 'format', 'maxLength', 'minLength'), reason)
}
