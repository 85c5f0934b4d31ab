import { createRandom, type Random } from '../../random.ts'
import type { StringBounds } from './constraints.ts'
import { FORMATS, type Format } from './formats.ts'
import type { Leaf } from './leaf.ts'
import type { TextMeaning } from './meaning.ts'
import { fitLength, lengthOf } from './text-length.ts'
import { CHINESE } from './words-zh.ts'

/** One way to make a text; `attempt` counts how often it was asked before. */
export type Source = (random: Random, record: Random, attempt: number) => string

/** The ways to make a text, the likeliest to be wanted first. */
export function sourcesOf(
  leaf: Leaf,
  meaning: TextMeaning | undefined,
  bounds: StringBounds,
): readonly Source[] {
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

function formatOf(bounds: StringBounds): Format | undefined {
  const name = bounds.formats.find((format) => Object.hasOwn(FORMATS, format))
  return name === undefined ? undefined : FORMATS[name]
}
