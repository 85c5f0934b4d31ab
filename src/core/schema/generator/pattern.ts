import type { Random } from '../../random.ts'
import { characterFrom, charactersOf } from './characters.ts'
import type { PatternAt } from './constraints.ts'
import { type PatternPart, parsePattern } from './pattern-parser.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

/**
 * A text for a pattern, of about so many code points. It is made from the parts of the pattern; whether it
 * matches is for the caller to see, who asks again with the next `attempt`: later ones are less usual.
 */
export type MakeText = (random: Random, min: number, max: number, attempt: number) => string

/** What grows of itself grows by so many. */
const USUAL_GROWTH = 8

export function compilePattern(pattern: PatternAt): MakeText {
  const parsed = parsePattern(pattern.source, pattern.pointer)
  const writer = compilePart(parsed.part)
  if (writer.min === Number.POSITIVE_INFINITY) {
    throw new UnsatisfiableSchema(pattern.pointer, `no text matches ${pattern.source}`)
  }
  return (random, min, max, attempt) => {
    const text = new Text(random, attempt)
    writer.write(text, wantedLength(writer, random, min, max))
    const made = text.finish()
    const missing = min - [...made].length
    if (missing <= 0) return made
    if (!parsed.toEnd) return made + filler(random, missing)
    return parsed.fromStart ? made : filler(random, missing) + made
  }
}

function filler(random: Random, length: number): string {
  const letters = Array.from({ length }, () => 'abcdefghijklmnopqrstuvwxyz'[random.integer(0, 25)])
  return letters.join('')
}

function wantedLength(writer: Writer, random: Random, min: number, max: number): number {
  const least = Math.max(writer.min, min)
  const most = Math.min(writer.max, max)
  const low = Math.min(most, Math.max(least, 3))
  return least >= most ? Math.max(writer.min, most) : random.integer(low, Math.min(most, low + USUAL_GROWTH))
}

/** The text as far as it is written. */
class Text {
  readonly random: Random
  readonly attempt: number
  readonly groups = new Map<number, string>()
  readonly #ahead: { readonly at: number; readonly text: string }[] = []
  written = ''

  constructor(random: Random, attempt: number) {
    this.random = random
    this.attempt = attempt
  }

  addAhead(text: string): void {
    this.#ahead.push({ at: this.written.length, text })
  }

  /** What lookaheads ask for is laid over what was written there, on every other attempt. */
  finish(): string {
    if (this.attempt % 3 === 0) return this.written
    let made = this.written
    for (const { at, text } of this.#ahead) {
      made = made.slice(0, at) + text + made.slice(at + text.length)
    }
    return made
  }
}

/** Writes one part, about so many code points long, between `min` and `max`. */
interface Writer {
  readonly min: number
  readonly max: number
  write(text: Text, length: number): void
}

type PartOf<Kind extends PatternPart['kind']> = Extract<PatternPart, { kind: Kind }>

function compilePart(part: PatternPart): Writer {
  const compile = COMPILERS[part.kind] as (part: PatternPart) => Writer
  return compile(part)
}

const NOTHING: Writer = { min: 0, max: 0, write: () => {} }

const COMPILERS: { readonly [Kind in PatternPart['kind']]: (part: PartOf<Kind>) => Writer } = {
  empty: () => NOTHING,
  text: ({ text }) => ({
    min: 1,
    max: 1,
    write: (to) => {
      to.written += text
    },
  }),
  class: compileClass,
  sequence: compileSequence,
  alternatives: compileAlternatives,
  repeat: compileRepeat,
  group: ({ id, part }) => {
    const inner = compilePart(part)
    const write = (text: Text, length: number) => {
      const start = text.written.length
      inner.write(text, length)
      text.groups.set(id, text.written.slice(start))
    }
    return { ...inner, write }
  },
  again: ({ id }) => ({
    min: 0,
    max: 0,
    write: (text) => {
      text.written += text.groups.get(id) ?? ''
    },
  }),
  ahead: ({ part }) => {
    const inner = compilePart(part)
    const write = (text: Text) => {
      const above = new Text(text.random, text.attempt)
      inner.write(above, inner.min + text.random.integer(0, Math.min(6, inner.max - inner.min)))
      text.addAhead(above.finish())
    }
    return { min: 0, max: 0, write }
  },
}

function compileClass({ source, flags, hints }: PartOf<'class'>): Writer {
  const characters = charactersOf(source, flags, hints)
  const write = (text: Text) => {
    const before = text.written.at(-1) ?? ''
    text.written += characterFrom(characters, text.random, before, text.attempt % 4 === 3)
  }
  return { min: characters.all.length === 0 ? Number.POSITIVE_INFINITY : 1, max: 1, write }
}

function compileSequence({ parts }: PartOf<'sequence'>): Writer {
  const writers = parts.map(compilePart)
  const min = sumOf(writers.map((writer) => writer.min))
  const max = sumOf(writers.map((writer) => writer.max))
  const rooms = writers.map((_, index) => sumOf(writers.slice(index + 1).map((next) => next.max - next.min)))
  const write = (text: Text, length: number) => {
    let spare = Math.max(0, length - min)
    for (const [index, writer] of writers.entries()) {
      const share = shareOf(text.random, spare, writer.max - writer.min, rooms[index] ?? 0)
      writer.write(text, writer.min + share)
      spare -= share
    }
  }
  return { min, max, write }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}

/** How much of the spare length one part takes: at least what the others (`room`) cannot, at most its `own`. */
function shareOf(random: Random, spare: number, own: number, room: number): number {
  const low = Math.min(own, Math.max(0, spare - room))
  const high = Math.min(own, spare)
  return low >= high ? low : random.integer(low, high)
}

function compileAlternatives({ parts }: PartOf<'alternatives'>): Writer {
  const writers = parts.map(compilePart).filter((writer) => writer.min < Number.POSITIVE_INFINITY)
  const min = Math.min(Number.POSITIVE_INFINITY, ...writers.map((writer) => writer.min))
  const max = Math.max(0, ...writers.map((writer) => writer.max))
  const write = (text: Text, length: number) => {
    const fitting = writers.filter((writer) => writer.min <= length && length <= writer.max)
    const writer = text.random.pick(fitting.length > 0 ? fitting : writers)
    writer.write(text, Math.min(writer.max, Math.max(writer.min, length)))
  }
  return { min, max, write }
}

function compileRepeat({ part, min, max }: PartOf<'repeat'>): Writer {
  const writer = compilePart(part)
  if (max === 0 || (min === 0 && writer.min === Number.POSITIVE_INFINITY)) return NOTHING
  const write = (text: Text, length: number) => {
    const count = timesFor(text.random, writer, min, max, length)
    let spare = Math.max(0, length - count * writer.min)
    for (let turn = count; turn > 0; turn--) {
      const own = writer.max - writer.min
      const share = shareOf(text.random, spare, own, turn === 1 ? 0 : own * (turn - 1))
      writer.write(text, writer.min + share)
      spare -= share
    }
  }
  const most = writer.max === 0 ? 0 : max * writer.max
  return { min: min === 0 ? 0 : min * writer.min, max: most, write }
}

function timesFor(random: Random, writer: Writer, min: number, max: number, length: number): number {
  if (writer.max === 0) return Math.max(min, Math.min(max, random.integer(0, 1)))
  const least = Math.max(min, Math.ceil(length / writer.max))
  const most = writer.min === 0 ? least + 2 : Math.floor(length / writer.min)
  const high = Math.min(max, Math.max(least, most))
  return least >= high ? Math.min(max, least) : random.integer(least, high)
}
