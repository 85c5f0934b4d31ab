import type { Placed } from '../../core/document/places.ts'
import { isObject } from '../../core/document/references.ts'
import { toldKeyword } from '../told.ts'
import type { Faces } from './alternatives.ts'
import type { Branch, JsonType } from './branches.ts'
import type { Difference } from './difference.ts'

interface Limit {
  readonly keyword: string
  /** A lower limit, or an upper one. */
  readonly isLower: boolean
  /** The limit where none is written. */
  readonly none: number
}

const lower = (keyword: string): Limit => ({ keyword, isLower: true, none: 0 })
const upper = (keyword: string): Limit => ({ keyword, isLower: false, none: Number.POSITIVE_INFINITY })

const LIMITS: Readonly<Partial<Record<JsonType, readonly Limit[]>>> = {
  string: [lower('minLength'), upper('maxLength')],
  array: [lower('minItems'), upper('maxItems')],
  object: [lower('minProperties'), upper('maxProperties')],
}

/** Lengths and bounds: the narrowest of all that hold counts. */
export function compareLimits(before: Branch, after: Branch): readonly Difference[] {
  const limits = (LIMITS[before.type] ?? []).flatMap(({ keyword, isLower, none }) => {
    const [old, now] = [narrowest(before.faces, keyword, isLower), narrowest(after.faces, keyword, isLower)]
    return compared(keyword, isLower, old, now, (old?.value ?? none) - (now?.value ?? none))
  })
  return before.type === 'number' ? [...limits, ...compareBounds(before, after)] : limits
}

interface Found {
  readonly face: Placed
  readonly value: number
}

function narrowest(faces: Faces, keyword: string, isLower: boolean): Found | undefined {
  const found = numbers(faces, keyword)
  const value = isLower
    ? Math.max(...found.map((one) => one.value))
    : Math.min(...found.map((one) => one.value))
  return found.find((one) => one.value === value)
}

function numbers(faces: Faces, keyword: string): readonly Found[] {
  return faces.flatMap((face) => {
    const value = isObject(face.value) ? face.value[keyword] : undefined
    return typeof value === 'number' ? [{ face, value }] : []
  })
}

function compared(
  keyword: string,
  isLower: boolean,
  old: Found | undefined,
  now: Found | undefined,
  fall: number,
): readonly Difference[] {
  if (Number.isNaN(fall) || fall === 0) return [] // also from nothing to nothing
  const effect = fall > 0 === isLower ? 'widens' : 'narrows'
  return [
    {
      kind: 'rule',
      effect,
      told: toldKeyword(keyword, old?.value, now?.value),
      detail: keyword,
      ...(old && { before: old.face }),
      ...(now && { after: now.face }),
    },
  ]
}

interface Bound extends Found {
  readonly isExclusive: boolean
}

/** Above 0 and from 1 are the same for integers. */
function compareBounds(before: Branch, after: Branch): readonly Difference[] {
  const isInteger = before.isInteger && after.isInteger
  return ([true, false] as const).flatMap((isLower) => {
    const [old, now] = [bound(before, isLower, isInteger), bound(after, isLower, isInteger)]
    const none = isLower ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
    const step = Number(old?.isExclusive ?? false) - Number(now?.isExclusive ?? false)
    const [from, to] = [old?.value ?? none, now?.value ?? none]
    const fall = from === to ? (isLower ? step : -step) : from - to
    const name = isLower ? 'minimum' : 'maximum'
    return compared(keywordOf(now ?? old, name), isLower, old, now, fall)
  })
}

function keywordOf(found: Bound | undefined, name: 'minimum' | 'maximum'): string {
  if (found?.isExclusive !== true) return name
  return name === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'
}

function bound({ faces }: Branch, isLower: boolean, isInteger: boolean): Bound | undefined {
  const name = isLower ? 'minimum' : 'maximum'
  const inclusive = numbers(faces, name).map((one): Bound => ({ ...one, isExclusive: false }))
  const exclusive = numbers(faces, isLower ? 'exclusiveMinimum' : 'exclusiveMaximum').map((one): Bound => {
    if (!isInteger) return { ...one, isExclusive: true }
    const value = isLower ? Math.floor(one.value) + 1 : Math.ceil(one.value) - 1
    return { face: one.face, value, isExclusive: false }
  })
  const sign = isLower ? -1 : 1
  const [first] = [...exclusive, ...inclusive].sort((a, b) => sign * (a.value - b.value))
  return first
}
