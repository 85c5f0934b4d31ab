import type { Placed } from '../../core/document/places.ts'
import type { Branches } from './branches.ts'
import { TYPES } from './branches.ts'
import type { Difference } from './difference.ts'

/** The types that values may have, as a set; a number that need not be an integer is one more. */
export function compareTypes(
  before: Branches,
  after: Branches,
  place: Placed | undefined,
  now: Placed | undefined,
): readonly Difference[] {
  const [old, is] = [typesOf(before), typesOf(after)]
  const gone = [...old].filter((type) => !is.has(type) && !(type === 'integer' && is.has('number')))
  const added = [...is].filter((type) => !old.has(type) && !(type === 'integer' && old.has('number')))
  if (gone.length === 0 && added.length === 0) return []
  const effect = gone.length > 0 && added.length > 0 ? 'both' : gone.length > 0 ? 'narrows' : 'widens'
  const told = {
    en: `it was ${say(old, ' or ', 'anything', 'nothing')} and is ${say(is, ' or ', 'anything', 'nothing')}`,
    zh: `类型由 ${say(old, ' 或 ', '任意', '无')} 变为 ${say(is, ' 或 ', '任意', '无')}`,
  }
  return [
    {
      kind: 'rule',
      effect,
      told,
      detail: 'type',
      ...(place && { before: place }),
      ...(now && { after: now }),
    },
  ]
}

function typesOf(branches: Branches): ReadonlySet<string> {
  const types = TYPES.filter((type) => branches[type].length > 0)
  const isInteger = branches.number.every((one) => one.isInteger)
  return new Set(types.map((type) => (type === 'number' && isInteger ? 'integer' : type)))
}

function say(types: ReadonlySet<string>, or: string, any: string, none: string): string {
  if (types.size === 0) return none
  return types.size === TYPES.length && types.has('number') ? any : [...types].join(or)
}
