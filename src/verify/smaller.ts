import type { RequestPlan } from '../client/valid-request.ts'
import { isObject } from '../core/document/references.ts'
import type { DeclaredParameter } from '../core/request/declared.ts'
import type { Said } from '../core/sample/written.ts'

/**
 * Plans that are one step smaller, the largest steps first: without the body, without a parameter, without a property or
 * an item, a shorter text, a rounder number.
 */
export function smallerPlans(
  plan: RequestPlan,
  isGiven: (parameter: DeclaredParameter) => boolean,
): readonly RequestPlan[] {
  const { body, ...bodiless } = plan
  const free = plan.values.filter(([parameter]) => !isGiven(parameter))
  const others = (parameter: DeclaredParameter) => plan.values.filter(([one]) => one !== parameter)
  return [
    ...(body === undefined ? [] : [bodiless]),
    ...free
      .filter(([parameter]) => parameter.in !== 'path')
      .map(([parameter]) => ({ ...plan, values: others(parameter) })),
    ...(body === undefined
      ? []
      : smallerValues(body.value).map((value) => ({ ...plan, body: { ...body, value } }))),
    ...free.flatMap(([parameter, value]) =>
      smallerValues(value).map((smaller) => ({
        ...plan,
        values: plan.values.map((one): Said => (one[0] === parameter ? [parameter, smaller] : one)),
      })),
    ),
  ]
}

/** Beyond this many properties or items, what is small enough is small enough. */
const MOST_PARTS = 30
const DEEPEST = 5

function smallerValues(value: unknown, depth = 0): readonly unknown[] {
  if (typeof value === 'string') return smallerTexts(value)
  if (typeof value === 'number') return [0, 1, 2, Math.trunc(value)].filter((one) => isSmaller(one, value))
  if (depth > DEEPEST) return []
  if (Array.isArray(value)) return smallerLists(value, depth)
  if (!isObject(value)) return []
  const entries = Object.entries(value).slice(0, MOST_PARTS)
  const without = entries.map(([name]) =>
    Object.fromEntries(Object.entries(value).filter(([one]) => one !== name)),
  )
  const within = entries.flatMap(([name, property]) =>
    smallerValues(property, depth + 1).map((smaller) => ({ ...value, [name]: smaller })),
  )
  return [...(entries.length > 1 ? [{}] : []), ...without, ...within]
}

function smallerLists(list: readonly unknown[], depth: number): readonly unknown[] {
  if (list.length === 0) return []
  const half = list.slice(0, Math.floor(list.length / 2))
  const within = list
    .slice(0, MOST_PARTS)
    .flatMap((item, index) =>
      smallerValues(item, depth + 1).map((smaller) => list.map((one, at) => (at === index ? smaller : one))),
    )
  return [[], ...(half.length > 0 ? [half, list.slice(half.length)] : []), list.slice(0, -1), ...within]
}

function smallerTexts(text: string): readonly string[] {
  const characters = [...text]
  if (characters.length === 0) return []
  const half = characters.slice(0, Math.floor(characters.length / 2)).join('')
  const plain = 'a'.repeat(characters.length)
  return ['', 'a', half, characters.slice(0, -1).join(''), plain].filter(
    (one) => one !== text && isShorter(one, text),
  )
}

/** A step always leads down, so that it ends: fewer characters, or as many and all of them `a`. */
function isShorter(one: string, other: string): boolean {
  return one.length < other.length || (one.length === other.length && /^a+$/.test(one))
}

function isSmaller(one: number, other: number): boolean {
  if (Object.is(one, other)) return false
  const [a, b] = [Math.abs(one), Math.abs(other)]
  return a < b || (a === b && one > other)
}
