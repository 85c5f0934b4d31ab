import { createRandom, type Random } from '../../random.ts'
import { usualFirst } from '../usual-formats.ts'
import type { StringBounds } from './constraints.ts'
import { FORMATS, type Format } from './formats.ts'
import type { Leaf } from './leaf.ts'
import { type TextMeaning, textMeaning } from './meaning.ts'
import { amongExamples } from './number.ts'
import type { Node } from './place.ts'
import { likeExample, type MakeText } from './shape.ts'
import { type Source, sourcesOf } from './string-sources.ts'
import { isWithin } from './text-length.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

type Fits = (text: string) => boolean

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

function compileFits({ compiler }: Leaf, bounds: StringBounds): Fits {
  const regexps = bounds.patterns.map((pattern) => compiler.patterns.regexp(pattern))
  const formats = bounds.formats.flatMap((format) =>
    Object.hasOwn(FORMATS, format) ? [usualFirst(format, (FORMATS[format] as Format).test)] : [],
  )
  const tests = [
    ...regexps.map(
      (regexp): Fits =>
        (text) =>
          regexp.test(text),
    ),
    ...formats,
  ]
  return (text) => {
    if (!isWithin(text, bounds)) return false
    for (const test of tests) if (!test(text)) return false
    return true
  }
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
