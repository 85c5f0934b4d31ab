import type { Random } from '../../random.ts'
import type { NumberBounds } from './constraints.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

/** The numbers a schema allows, as far as they are multiples of a step. */
export interface Grid {
  readonly min: number
  readonly max: number
  /** From one to the next. */
  readonly step: number
  has(value: number): boolean
  /** A number of the grid, from `low` to `high` where there is one, otherwise as near as can be. */
  between(random: Random, low: number, high: number): number
  /** All of them, where they are few. */
  all(): readonly number[] | undefined
}

/** Sought at most, one after the other, where a multiple is not exact in binary. */
const SCANNED = 2000
const DRAWS = 12
const FEW = 1000

/** `digits`: after the decimal point, of numbers that need not be a multiple of anything. */
export function compileGrid(
  bounds: NumberBounds,
  whole: boolean,
  digits: number,
  locate: (...keywords: readonly string[]) => string,
): Grid {
  const has = (value: number) => isAllowed(value, bounds, whole)
  const min = Math.max(bounds.min, bounds.above)
  const max = Math.min(bounds.max, bounds.below)
  const step = stepOf(whole ? [1, ...bounds.multiples] : bounds.multiples, min, max, digits)
  const first = indexOf(Math.ceil((min * step.scale) / step.size), 1, min, step, has)
  const last = indexOf(Math.floor((max * step.scale) / step.size), -1, max, step, has)
  const known = witness(first, last, min, max, step, has)
  if (known === undefined) {
    const pointer = locate('multipleOf', 'exclusiveMaximum', 'maximum', 'exclusiveMinimum', 'minimum')
    throw new UnsatisfiableSchema(pointer, describe(bounds, whole))
  }
  const between = (random: Random, low: number, high: number): number => {
    const [from, to] = window(
      first,
      last,
      Math.ceil((low * step.scale) / step.size),
      Math.floor((high * step.scale) / step.size),
    )
    for (let draw = 0; draw < DRAWS; draw++) {
      const value = valueAt(from + Math.floor(random.next() * (to - from + 1)), step)
      if (has(value)) return value
    }
    return known
  }
  return {
    min,
    max,
    step: step.size / step.scale,
    has,
    between,
    all: () => everyValue(first, last, step, has),
  }
}

/** `size / scale`: both whole, so that a multiple is one exact division away. */
interface Step {
  readonly size: number
  readonly scale: number
}

function stepOf(multiples: readonly number[], min: number, max: number, digits: number): Step {
  if (multiples.length === 0) return { size: 1, scale: 10 ** neededDigits(min, max, digits) }
  const scale = 10 ** Math.max(...multiples.map(decimalsOf))
  const sizes = multiples.map((multiple) => Math.round(multiple * scale))
  const size = sizes.reduce((left, right) => (left / greatestDivisor(left, right)) * right)
  return Number.isSafeInteger(size) && size > 0 ? { size, scale } : { size: Math.max(...sizes), scale }
}

/** More where the bounds are close together. */
function neededDigits(min: number, max: number, digits: number): number {
  let needed = digits
  while (needed < 15 && (max - min) * 10 ** needed < 20) needed++
  return needed
}

function greatestDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestDivisor(right, left % right)
}

function decimalsOf(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e')
  const fraction = digits.split('.')[1]?.length ?? 0
  return Math.min(20, Math.max(0, fraction - Number(exponent)))
}

function valueAt(index: number, { size, scale }: Step): number {
  const value = (index * size) / scale
  return value === 0 ? 0 : value // never -0
}

/** A bound in steps, moved inwards while rounding put it outside or it is excluded. */
function indexOf(
  index: number,
  by: 1 | -1,
  bound: number,
  step: Step,
  has: (value: number) => boolean,
): number {
  if (!Number.isFinite(bound)) return bound
  let moved = index - by
  for (let tries = 0; tries < 4 && !has(valueAt(moved, step)); tries++) moved += by
  return has(valueAt(moved, step)) ? moved : index
}

function witness(
  first: number,
  last: number,
  min: number,
  max: number,
  step: Step,
  has: (value: number) => boolean,
): number | undefined {
  const [from, to] = window(first, last, 1, SCANNED)
  // what is near a decimal may not be exact in binary, and what is exact not near one: the second is the last resort
  for (const compute of [valueAt, productAt]) {
    for (let index = from; index <= Math.min(to, from + SCANNED); index++) {
      const value = compute(index, step)
      if (has(value)) return value
      if (index + 1 === index) break
    }
  }
  return [0, min, max, (min + max) / 2, Math.ceil(min), Math.floor(max)].find(has)
}

function productAt(index: number, { size, scale }: Step): number {
  return index * (size / scale)
}

/** The part of `low` to `high` that lies from `first` to `last`, or what is nearest to it. */
function window(first: number, last: number, low: number, high: number): readonly [number, number] {
  const from = Math.max(first, low)
  const to = Math.min(last, high)
  if (from <= to) return [from, to]
  const width = Math.max(0, high - low)
  return low > last ? [Math.max(first, last - width), last] : [first, Math.min(last, first + width)]
}

function everyValue(
  first: number,
  last: number,
  step: Step,
  has: (value: number) => boolean,
): readonly number[] | undefined {
  if (!(last - first < FEW)) return undefined
  const count = Math.max(0, last - first + 1)
  return Array.from({ length: count }, (_, offset) => valueAt(first + offset, step)).filter(has)
}

/** As Ajv computes it: a quotient that is whole in binary. */
function isAllowed(value: number, bounds: NumberBounds, whole: boolean): boolean {
  if (!(value >= bounds.min && value <= bounds.max && value > bounds.above && value < bounds.below))
    return false
  if (whole && !Number.isInteger(value)) return false
  return Number.isFinite(value) && bounds.multiples.every((multiple) => isMultiple(value / multiple))
}

function isMultiple(quotient: number): boolean {
  return Number.isInteger(quotient) && Math.abs(quotient) < 1e21
}

function describe(bounds: NumberBounds, whole: boolean): string {
  const low = bounds.above >= bounds.min ? ['above', bounds.above] : ['from', bounds.min]
  const high = bounds.below <= bounds.max ? ['below', bounds.below] : ['to', bounds.max]
  const limits = [low, high]
    .filter(([, limit]) => Number.isFinite(limit))
    .map((words) => ` ${words.join(' ')}`)
  const multiple =
    bounds.multiples.length === 0 ? '' : `, and a multiple of ${bounds.multiples.join(' and ')}`
  return `there is no ${whole ? 'whole number' : 'number'}${limits.join(low[0] === 'from' && high[0] === 'to' ? '' : ' and')}${multiple}`
}
