import type { Placed } from '../../core/document/places.ts'
import { isObject } from '../../core/document/references.ts'
import type { Side, Sides } from '../side.ts'
import { listed, quoted, toldKeyword } from '../told.ts'
import { type Branch, isAdmitted } from './branches.ts'
import type { Difference, Effect } from './difference.ts'
import { relationOfFormats } from './formats.ts'
import { KEYWORDS, OPAQUE } from './keywords.ts'
import { compareLimits } from './limits.ts'
import { isSame } from './same.ts'

/** What two branches of a type say of values as a whole: their enums, limits, patterns, formats. */
export function compareRules(before: Branch, after: Branch, sides: Sides): readonly Difference[] {
  const values = compareValues(before, after, sides)
  if (before.values !== undefined || after.values !== undefined) return values
  return [
    ...compareLimits(before, after),
    ...compareTexts(before, after, 'multipleOf', multiples),
    ...(before.type === 'string' ? compareTexts(before, after, 'pattern', () => 'unknown') : []),
    ...compareTexts(before, after, 'format', relationOfFormats),
    ...compareUnique(before, after),
    ...[...OPAQUE[before.type], ...OPAQUE.any].flatMap((keyword) =>
      compareOpaque(before, after, keyword, sides),
    ),
  ]
}

function compareValues(before: Branch, after: Branch, sides: Sides): readonly Difference[] {
  const [old, now] = [before.values, after.values]
  if (old === undefined && now === undefined) return []
  const places = {
    ...placeOf(before, 'enum', 'const', 'before'),
    ...placeOf(after, 'enum', 'const', 'after'),
  }
  if (old === undefined || now === undefined) {
    const values = [...(old ?? now ?? new Map<string, unknown>()).values()]
    const isWithin =
      old === undefined
        ? values.every((value) => holds(before, value, sides.before))
        : values.every((value) => holds(after, value, sides.after))
    const effect = !isWithin ? 'both' : old === undefined ? 'narrows' : 'widens'
    const told = toldKeyword('enum', old && values, now && values)
    return [{ kind: 'rule', effect, told, detail: 'enum', ...places }]
  }
  const gone = [...old].filter(([key]) => !now.has(key)).map(([, value]) => value)
  const added = [...now].filter(([key]) => !old.has(key)).map(([, value]) => value)
  const changed = (value: unknown, effect: 'narrows' | 'widens', told: Difference['told']): Difference => {
    return { kind: 'value', effect, told, values: [value], detail: `enum ${quoted(value)}`, ...places }
  }
  return [
    ...gone.map((value) => {
      const told = { en: `the value ${quoted(value)} is gone`, zh: `取值 ${quoted(value)} 被删去` }
      return changed(value, 'narrows', told)
    }),
    ...added.map((value) => {
      const told = { en: `the value ${quoted(value)} is new`, zh: `新增取值 ${quoted(value)}` }
      return changed(value, 'widens', told)
    }),
  ]
}

function holds({ faces, isInteger }: Branch, value: unknown, side: Side): boolean {
  return (!isInteger || Number.isInteger(value)) && isAdmitted(value, faces, side)
}

function placeOf(branch: Branch, keyword: string, other: string, side: 'before' | 'after') {
  const face = branch.faces.find(({ value }) => isObject(value) && (keyword in value || other in value))
  return face === undefined ? {} : { [side]: face }
}

/** A keyword that all faces may have, each with another value: those that are gone, and those that are new. */
function compareTexts(
  before: Branch,
  after: Branch,
  keyword: string,
  relation: (before: unknown, after: unknown) => Effect,
): readonly Difference[] {
  if (![...KEYWORDS[before.type], 'format'].includes(keyword)) return []
  const [old, now] = [valuesAt(before, keyword), valuesAt(after, keyword)]
  const gone = [...old].filter(([value]) => !now.has(value))
  const added = [...now].filter(([value]) => !old.has(value))
  const replaced = gone.length === 1 && added.length === 1
  const [[was, wasAt] = [], [is, isAt] = []] = [gone[0], added[0]]
  if (replaced) {
    const effect = relation(was, is)
    const told = toldKeyword(keyword, was, is)
    return effect === 'none' ? [] : [difference(effect, keyword, told, wasAt, isAt)]
  }
  const all = (pairs: typeof gone) => listed(pairs.map(([value]) => value))
  return [
    ...(gone.length === 0
      ? []
      : [
          difference(
            'widens',
            keyword,
            { en: `${keyword} ${all(gone)} is gone`, zh: `删去了 ${keyword} ${all(gone)}` },
            wasAt,
            undefined,
          ),
        ]),
    ...(added.length === 0
      ? []
      : [
          difference(
            'narrows',
            keyword,
            { en: `${keyword} ${all(added)} is new`, zh: `新增 ${keyword} ${all(added)}` },
            undefined,
            isAt,
          ),
        ]),
  ]
}

function valuesAt({ faces }: Branch, keyword: string): ReadonlyMap<unknown, Placed> {
  const found = faces.flatMap((face) => {
    const value = isObject(face.value) ? face.value[keyword] : undefined
    return value === undefined || IDLE.has(value) ? [] : [[value, face] as const]
  })
  return new Map(found)
}

/** Formats that ask nothing of a value. */
const IDLE: ReadonlySet<unknown> = new Set(['password', ''])

function multiples(before: unknown, after: unknown): Effect {
  const [old, now] = [Number(before), Number(after)]
  const divides = (whole: number, part: number) => Math.abs(whole / part - Math.round(whole / part)) < 1e-9
  if (divides(now, old)) return 'narrows'
  return divides(old, now) ? 'widens' : 'both'
}

function compareUnique(before: Branch, after: Branch): readonly Difference[] {
  if (before.type !== 'array') return []
  const place = ({ faces }: Branch) =>
    faces.find(({ value }) => isObject(value) && value.uniqueItems === true)
  const [old, now] = [place(before), place(after)]
  if ((old === undefined) === (now === undefined)) return []
  const told = toldKeyword('uniqueItems', old && true, now && true)
  return [difference(old === undefined ? 'narrows' : 'widens', 'uniqueItems', told, old, now)]
}

/** Of what is not understood it is said that it is new or gone, and where it is another one, that it is another one. */
function compareOpaque(before: Branch, after: Branch, keyword: string, sides: Sides): readonly Difference[] {
  const at = ({ faces }: Branch, { places }: Sides['before']) =>
    faces.flatMap((face) => {
      const own = isObject(face.value) && keyword in face.value ? places.child(face, keyword) : undefined
      return own === undefined ? [] : [own]
    })
  const [old, now] = [at(before, sides.before), at(after, sides.after)]
  const gone = old.filter((one) => !now.some((other) => isSame(one, other, sides)))
  const added = now.filter((one) => !old.some((other) => isSame(other, one, sides)))
  const [was, is] = [gone[0], added[0]]
  if (was === undefined && is === undefined) return []
  const effect = was === undefined ? 'narrows' : is === undefined ? 'widens' : 'unknown'
  const told = {
    en: `${keyword} is ${EFFECTS[effect].en}`,
    zh: `${keyword} ${EFFECTS[effect].zh}`,
  }
  return [difference(effect, keyword, told, was, is)]
}

const EFFECTS = {
  narrows: { en: 'new', zh: '为新增' },
  widens: { en: 'gone', zh: '被删去' },
  unknown: { en: 'another one', zh: '有变化' },
} as const

function difference(
  effect: Effect,
  detail: string,
  told: Difference['told'],
  before: Placed | undefined,
  after: Placed | undefined,
): Difference {
  return { kind: 'rule', effect, told, detail, ...(before && { before }), ...(after && { after }) }
}
