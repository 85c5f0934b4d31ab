import type { Placed } from '../../core/document/places.ts'
import { isObject } from '../../core/document/references.ts'
import type { Sides } from '../side.ts'
import { toldKeyword } from '../told.ts'
import { alternativesOf, type Faces } from './alternatives.ts'
import { compareArrays } from './arrays.ts'
import { type Branch, type Branches, branchesOf, TYPES } from './branches.ts'
import { type Difference, type Edge, isNarrowing, isWidening, type Node } from './difference.ts'
import { matchBranches, nameOf } from './match.ts'
import { type Below, compareObjects } from './objects.ts'
import type { Direction } from './properties.ts'
import { compareRules } from './rules.ts'
import { isSame } from './same.ts'
import { compareTypes } from './types.ts'
import { walk } from './walk.ts'

/** Compares two schemas, each given as those that all hold. */
export type CompareSchemas = (before: Faces, after: Faces) => Node

/**
 * Comparisons of the schemas of two documents for one direction. Each pair of schemas is compared once, and only where
 * it stands: what is below it is another pair, which may well be one above it.
 */
export function createCompareSchemas(sides: Sides, direction: Direction): CompareSchemas {
  const known = new Map<string, Node>()
  const remember = (key: string, make: () => Node): Node => {
    const found = known.get(key)
    if (found !== undefined) return found
    const made = make()
    known.set(key, made)
    return made
  }

  const schemas: CompareSchemas = (before, after) =>
    remember(`${pointersOf(before)}\n${pointersOf(after)}`, () => {
      const [old, now] = [branchesOf(before, sides.before), branchesOf(after, sides.after)]
      const compared = TYPES.map((type) => matched(old, now, type))
      return {
        differences: [
          ...compareCuts(old.cuts, now.cuts, sides),
          ...compareTypes(old, now, before[0], after[0]),
          ...compareNotes(before, after, sides, direction),
          ...compared.flatMap(({ differences }) => differences),
        ],
        edges: compared.flatMap(({ edges }) => edges),
      }
    })

  const below: Below = (token, before, after) => ({ token, node: () => schemas(before, after) })

  const branches = (before: Branch, after: Branch): Node =>
    remember(`branch ${before.key}\n${after.key}`, () => {
      const differences = compareRules(before, after, sides)
      if (before.type === 'array') return { differences, edges: compareArrays(before, after, sides, below) }
      if (before.type !== 'object') return { differences, edges: [] }
      const objects = compareObjects(before, after, sides, direction, below)
      return { differences: [...differences, ...objects.differences], edges: objects.edges }
    })

  /** The alternatives of one type; those that are new or gone may be part of others that are there. */
  const matched = (old: Branches, now: Branches, type: Branch['type']): Node => {
    if (old[type].length === 0 || now[type].length === 0) return { differences: [], edges: [] }
    const { pairs, gone, added } = matchBranches(old[type], now[type])
    const isWithin = (special: Branch, all: readonly Branch[]) =>
      all.some((one) => !walk(branches(one, special)).some(({ difference }) => isWidening(difference)))
    const wasWithin = (special: Branch, all: readonly Branch[]) =>
      all.some((one) => !walk(branches(special, one)).some(({ difference }) => isNarrowing(difference)))
    const edges = pairs.map(({ before, after }): Edge => ({ node: () => branches(before, after) }))
    const lost = gone
      .filter((one) => !wasWithin(one, now[type]))
      .map((one) => alternative(one, 'before', now[type]))
    const won = added
      .filter((one) => !isWithin(one, old[type]))
      .map((one) => alternative(one, 'after', old[type]))
    return { differences: [...lost, ...won], edges }
  }
  return schemas
}

function alternative(branch: Branch, side: 'before' | 'after', others: readonly Branch[]): Difference {
  const name = nameOf(branch) || branch.type
  const [face, other] = [branch.faces.at(-1), others[0]?.faces[0]]
  const isNew = side === 'after'
  return {
    kind: 'rule',
    effect: isNew ? 'widens' : 'narrows',
    told: isNew
      ? { en: `the alternative ${name} is new`, zh: `新增可选形式 ${name}` }
      : { en: `the alternative ${name} is gone`, zh: `可选形式 ${name} 被删去` },
    detail: `alternative ${name}`,
    ...(face && { [side]: face }),
    ...(other && { [isNew ? 'before' : 'after']: other }),
  }
}

/** What could not be taken apart is compared as it is written. */
function compareCuts(before: Faces, after: Faces, sides: Sides): readonly Difference[] {
  const isAlike =
    before.length === after.length && before.every((one, at) => isSame(one, after[at] as Placed, sides))
  if (isAlike) return []
  const places = { ...(before[0] && { before: before[0] }), ...(after[0] && { after: after[0] }) }
  return [{ kind: 'rule', effect: 'unknown', told: CUT, detail: 'composition', ...places }]
}

const CUT = { en: 'it is composed of too much to be compared', zh: '组合过于复杂，无法比较' }

/** What is said of a schema and not of its values: a default that clients rely on, and that it will go. */
function compareNotes(
  before: Faces,
  after: Faces,
  sides: Sides,
  direction: Direction,
): readonly Difference[] {
  const at = (faces: Faces, keyword: string) =>
    faces.find(({ value }) => isObject(value) && value[keyword] !== undefined)
  const all = {
    before: alternativesOf(before, sides.before).all[0] ?? [],
    after: alternativesOf(after, sides.after).all[0] ?? [],
  }
  const value = (keyword: string, side: 'before' | 'after') =>
    (at(all[side], keyword)?.value as Readonly<Record<string, unknown>> | undefined)?.[keyword]
  const [old, now] = [value('default', 'before'), value('default', 'after')]
  const isOther = direction === 'request' && JSON.stringify(old) !== JSON.stringify(now)
  const places = { ...(before[0] && { before: before[0] }), ...(after[0] && { after: after[0] }) }
  const isDeprecated = value('deprecated', 'after') === true && value('deprecated', 'before') !== true
  return [
    ...(isOther
      ? [
          {
            kind: 'default',
            effect: 'none',
            told: toldKeyword('default', old, now),
            detail: 'default',
            ...places,
          } as const,
        ]
      : []),
    ...(isDeprecated
      ? [{ kind: 'deprecated', effect: 'none', told: DEPRECATED, detail: 'deprecated', ...places } as const]
      : []),
  ]
}

const DEPRECATED = { en: 'it is deprecated now', zh: '已标记为弃用' }

function pointersOf(faces: Faces): string {
  return faces.map(({ pointer }) => pointer).join(' ')
}
