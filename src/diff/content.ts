import type { Placed } from '../core/document/places.ts'
import { isObject } from '../core/document/references.ts'
import { selectContent } from '../core/request/select-content.ts'
import type { FindingCode } from '../findings/code-table.ts'
import { BY_OPERATION, type Change, type Use } from './change.ts'
import type { Context } from './context.ts'
import type { Direction } from './schema/properties.ts'
import { compareValue, type Scope } from './schema-changes.ts'
import type { Pair, PlacedPair, Side } from './side.ts'
import type { Told } from './told.ts'

/** What has media types: the body of a request, or that of a response. */
export interface Bodied {
  readonly direction: Direction
  readonly told: Told
  /** `request`, or `response 200`. */
  readonly name: string
}

/** The media types of two bodies, and the values in those that both have. */
export function compareContent(places: Pair<Placed>, bodied: Bodied, context: Context): readonly Change[] {
  const before = mediaTypesOf(places.before, context.sides.before)
  const after = mediaTypesOf(places.after, context.sides.after)
  const [codeRemoved, codeAdded] = CODES[bodied.direction]
  const changes = [...before].flatMap(([range, old]): readonly Change[] => {
    const covering = selectContent([...after.keys()], range)
    const now = after.get(range) ?? (covering === undefined ? undefined : after.get(covering))
    if (now === undefined) {
      const use = { of: 'body', name: `${bodied.name} ${range}` } as const
      return [changed(codeRemoved, range, bodied, 'gone', { before: old, after: places.after }, use)]
    }
    return compareMediaType(range, { before: old, after: now }, bodied, context)
  })
  const added = [...after].filter(([range]) => selectContent([...before.keys()], range) === undefined)
  return [
    ...changes,
    ...added.map(([range, now]) =>
      changed(codeAdded, range, bodied, 'new', { before: places.before, after: now }, BY_OPERATION),
    ),
  ]
}

const CODES: Readonly<Record<Direction, readonly [removed: FindingCode, added: FindingCode]>> = {
  request: ['REQUEST_MEDIA_TYPE_REMOVED', 'REQUEST_MEDIA_TYPE_ADDED'],
  response: ['RESPONSE_MEDIA_TYPE_REMOVED', 'RESPONSE_MEDIA_TYPE_ADDED'],
}

function changed(
  code: FindingCode,
  range: string,
  { told, name }: Bodied,
  what: 'gone' | 'new',
  places: PlacedPair,
  use: Use,
): Change {
  const zh = what === 'gone' ? `不再有 ${range}` : `新增 ${range}`
  return {
    code,
    told: { en: `${told.en}: ${range} is ${what}`, zh: `${told.zh}：${zh}` },
    detail: `${name} ${range}`,
    ...places,
    use,
  }
}

/** By their names, as they are written. */
export function mediaTypesOf(body: Placed, { places }: Side): ReadonlyMap<string, Placed> {
  const content = places.child(body, 'content')
  if (content === undefined || !isObject(content.value)) return new Map()
  const found = Object.keys(content.value).flatMap((range) => {
    const mediaType = places.child(content, range)
    return mediaType === undefined ? [] : [[range, places.follow(mediaType)] as const]
  })
  return new Map(found)
}

function compareMediaType(
  range: string,
  { before, after }: Pair<Placed>,
  { direction, told, name }: Bodied,
  context: Context,
): readonly Change[] {
  const scope: Scope = {
    direction,
    told: { en: `${told.en} (${range})`, zh: `${told.zh}（${range}）` },
    name: `${name} ${range}`,
    useOf: (pointer, value) => ({
      of: 'body',
      name: `${name} ${range}`,
      pointer,
      ...(value !== undefined && { value }),
    }),
  }
  return ['schema', 'itemSchema'].flatMap((keyword) => {
    const old = context.sides.before.places.child(before, keyword)
    const now = context.sides.after.places.child(after, keyword)
    return compareValue(old ? [old] : [], now ? [now] : [], scope, context)
  })
}
