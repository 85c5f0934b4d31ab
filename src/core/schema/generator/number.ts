import type { Random } from '../../random.ts'
import type { NumberBounds } from './constraints.ts'
import { compileGrid, type Grid } from './grid.ts'
import type { Leaf } from './leaf.ts'
import { numberMeaning } from './meaning.ts'
import type { Node } from './place.ts'

/** Numbers that the schema allows, in the range that their name suggests where it lies within. */
export function compileNumber({ constraints, hint, words, examples, state }: Leaf, integer: boolean): Node {
  const bounds = withinFormats(constraints.number)
  const whole = integer || bounds.formats.some((format) => Object.hasOwn(WHOLE_FORMATS, format))
  const meaning = numberMeaning(hint, state.atoms, whole)
  const digits = hint.different > 0 ? FINE : (meaning?.digits ?? 2)
  const grid = compileGrid(bounds, whole, digits, constraints.locate)
  const [low, high] = widened(rangeOf(grid, whole, meaning?.range), grid, hint.different)
  const made: Making<unknown> = (random, _depth, record) => {
    const value = meaning?.make?.(random, record, words)
    return value !== undefined && grid.has(value) ? value : grid.between(random, low, high)
  }
  const shown =
    meaning?.isVaried === true
      ? []
      : examples.own.filter((value) => typeof value === 'number' && grid.has(value))
  const varies = hint.varied || meaning !== undefined
  const values = grid.all()
  return {
    within: () => true,
    size: () => 1,
    scalar: true,
    make: amongExamples(shown, made, varies),
    ...(values && { values }),
  }
}

/** Each example is one possibility, and where the value varies by itself, that is another one. */
export function amongExamples<T>(shown: readonly T[], made: Making<T>, varies: boolean): Making<T> {
  if (shown.length === 0) return made
  const last = varies ? shown.length : shown.length - 1
  return (random, depth, record) => {
    const index = random.integer(0, last)
    return index < shown.length ? (shown[index] as T) : made(random, depth, record)
  }
}

type Making<T> = (random: Random, depth: number, record: Random) => T

/** Where the bounds are given they say what is usual; otherwise small numbers are. */
function rangeOf(grid: Grid, whole: boolean, usual?: readonly [number, number]): readonly [number, number] {
  if (usual !== undefined && usual[0] <= grid.max && usual[1] >= grid.min) return usual
  const width = grid.max - grid.min
  if (width <= 10_000) return [grid.min, grid.max]
  if (Number.isFinite(grid.min) && grid.min > 1) return [grid.min, grid.min + 100]
  if (Number.isFinite(grid.max) && grid.max < 100) return [grid.max - 100, grid.max]
  return [whole ? 1 : 0.5, 100]
}

/** A range in which so many different numbers are found soon. */
function widened(
  range: readonly [number, number],
  { max, step }: Grid,
  different: number,
): readonly [number, number] {
  const [low, high] = range
  const width = different * step * PLENTY
  if (high - low >= width) return range
  return low + width <= max ? [low, low + width] : [max - width, max]
}

const PLENTY = 4
/** Digits after the decimal point where many different numbers are needed. */
const FINE = 6

/** The whole numbers of the OpenAPI format registry; 64 bits as far as a number holds them exactly. */
const WHOLE_FORMATS: Readonly<Record<string, readonly [number, number]>> = {
  int8: [-(2 ** 7), 2 ** 7 - 1],
  uint8: [0, 2 ** 8 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  uint16: [0, 2 ** 16 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  uint64: [0, Number.POSITIVE_INFINITY],
}

function withinFormats(bounds: NumberBounds): NumberBounds {
  const ranges = bounds.formats.flatMap((format) => {
    return Object.hasOwn(WHOLE_FORMATS, format) ? [WHOLE_FORMATS[format] as readonly [number, number]] : []
  })
  return {
    ...bounds,
    min: Math.max(bounds.min, ...ranges.map(([min]) => min)),
    max: Math.min(bounds.max, ...ranges.map(([, max]) => max)),
  }
}
