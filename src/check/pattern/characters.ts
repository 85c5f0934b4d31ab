import type { AST } from '@eslint-community/regexpp'

/** Code points in order, as ranges that do not touch. */
export type Ranges = readonly (readonly [from: number, to: number])[]

const LAST = 0x10ffff

export const ANY: Ranges = [[0, LAST]]

type CharacterElement = AST.Character | AST.CharacterClass | AST.CharacterSet | AST.ExpressionCharacterClass

/** The code points that one character of a pattern may be. */
export function rangesOf(element: CharacterElement): Ranges {
  if (element.type === 'Character') return [[element.value, element.value]]
  if (element.type === 'CharacterSet') return rangesOfSet(element)
  if (element.type === 'ExpressionCharacterClass') return rangesByTrying(element.raw, 'v')
  const parts = element.elements.flatMap((part) => rangesOfPart(part))
  const union = normalised(parts)
  return element.negate ? complement(union) : union
}

function rangesOfPart(part: AST.CharacterClassElement): Ranges {
  if (part.type === 'CharacterClassRange') return [[part.min.value, part.max.value]]
  if (part.type === 'Character' || part.type === 'CharacterSet') return rangesOf(part)
  return rangesByTrying(`[${part.raw}]`, 'v')
}

const LINE_ENDS: Ranges = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
]
const DIGITS: Ranges = [[0x30, 0x39]]
const WORD: Ranges = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
]

function rangesOfSet(set: AST.CharacterSet): Ranges {
  if (set.kind === 'any') return complement(LINE_ENDS)
  if (set.kind === 'property') return rangesByTrying(set.raw, 'u')
  const ranges = set.kind === 'digit' ? DIGITS : set.kind === 'word' ? WORD : rangesByTrying('\\s', 'u')
  return set.negate ? complement(ranges) : ranges
}

const tried = new Map<string, Ranges>()

/** What only the engine knows, such as `\p{Script=Han}`: a million characters are tried, once for each class. */
function rangesByTrying(source: string, flags: string): Ranges {
  const known = tried.get(source)
  if (known !== undefined) return known
  const regexp = new RegExp(`^(?:${source})$`, flags)
  const ranges: [number, number][] = []
  for (let point = 0; point <= LAST; point++) {
    if (!regexp.test(String.fromCodePoint(point))) continue
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === point - 1) last[1] = point
    else ranges.push([point, point])
  }
  tried.set(source, ranges)
  return ranges
}

function normalised(ranges: Ranges): Ranges {
  const merged: [number, number][] = []
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

function complement(ranges: Ranges): Ranges {
  const others: [number, number][] = []
  let next = 0
  for (const [from, to] of ranges) {
    if (from > next) others.push([next, from - 1])
    next = to + 1
  }
  if (next <= LAST) others.push([next, LAST])
  return others
}

export function intersect(one: Ranges, other: Ranges): Ranges {
  const common: [number, number][] = []
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const [a, b] = [one[i] as Ranges[0], other[j] as Ranges[0]]
    const from = Math.max(a[0], b[0])
    const to = Math.min(a[1], b[1])
    if (from <= to) common.push([from, to])
    if (a[1] < b[1]) i++
    else j++
  }
  return common
}

/** A character of the ranges that a person can read, if there is one. */
export function sampleOf(ranges: Ranges): string {
  for (const liked of READABLE) {
    const [first] = intersect(ranges, liked)
    if (first !== undefined) return String.fromCodePoint(first[0])
  }
  return String.fromCodePoint(ranges[0]?.[0] ?? 0)
}

const READABLE: readonly Ranges[] = [
  [[0x61, 0x7a]],
  [[0x30, 0x39]],
  [[0x41, 0x5a]],
  [[0x21, 0x7e]],
  [[0x4e00, 0x9fff]],
]
