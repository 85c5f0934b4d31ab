import type { Random } from '../../random.ts'
import type { Fact } from './fact.ts'
import type { Hint } from './hint.ts'
import { NUMBER_MEANINGS } from './meaning-number.ts'
import { NAME_OWNERS, TEXT_MEANINGS, type Tell } from './meaning-text.ts'
import { nameParts } from './name-parts.ts'
import { compileMoment, isMoment, toDate, toDateTime, toTime } from './times.ts'
import type { Words } from './words.ts'

/** What a text means, by where it stands. */
export interface TextMeaning {
  /**
   * How examples are used: of a `moment` not at all, of an `identifier` only their shape, as each record has its
   * own; `personal` values are as good as an example, and any `other` one is not.
   */
  readonly kind: 'moment' | 'identifier' | 'personal' | 'other'
  make(random: Random, record: Random, words: Words): string
}

export interface NumberMeaning {
  readonly isVaried: boolean
  readonly range?: readonly [number, number]
  readonly digits?: number
  make?(random: Random, record: Random, words: Words): number
}

const SUBJECT = '\u0000subject'
const TEXTS = tableOf(TEXT_MEANINGS)
const NUMBERS = tableOf(NUMBER_MEANINGS)

const IDENTIFIERS = tellsOf(['id', 'uuid', 'token', 'hash', 'code', 'sha256', 'md5', 'otp', 'card number'])
const PERSONAL = tellsOf([
  ...[
    'person',
    'first name',
    'last name',
    'username',
    'email',
    'phone',
    'company',
    'job',
    'city',
    'district',
    'region',
  ],
  ...['country', 'country code', 'zip', 'time zone', 'address', 'street', 'avatar'],
])

const OWNERS = new Map(
  NAME_OWNERS.flatMap(([meaning, owners]) => owners.split('|').map((owner) => [owner, meaning])),
)
const ROLES: ReadonlySet<string> = new Set([
  ...(NAME_OWNERS[0]?.[1] ?? '').split('|'),
  ...'billing shipping home work origin destination from to delivery invoice source target'.split(' '),
])

export function textMeaning({ name, parent }: Hint, atoms: readonly Fact[]): TextMeaning | undefined {
  const parts = nameParts(name)
  if (isMoment(parts, name)) return { kind: 'moment', make: compileDatedText(name, parts) }
  const tell =
    named(parts, parent) ??
    TEXTS.get(chineseIn(name, TEXTS)) ??
    described(atoms, TEXTS, DESCRIBING) ??
    ofFormat(atoms)
  if (tell === undefined) return undefined
  const role = roleOf(parts)
  return {
    kind: IDENTIFIERS.has(tell) ? 'identifier' : PERSONAL.has(tell) ? 'personal' : 'other',
    make: (random, record, words) => tell({ random, words, subject: record.at(SUBJECT).at(role) }),
  }
}

export function numberMeaning(
  { name }: Hint,
  atoms: readonly Fact[],
  whole: boolean,
): NumberMeaning | undefined {
  const parts = nameParts(name)
  if (isMoment(parts, name) || atoms.some(({ schema }) => EPOCHS.has(String(schema.format)))) {
    return { isVaried: true, make: compileEpoch(name, parts, atoms) }
  }
  const kind =
    ofSuffix(parts, NUMBERS) ?? NUMBERS.get(chineseIn(name, NUMBERS)) ?? described(atoms, NUMBERS, undefined)
  if (kind === undefined) return undefined
  const range = whole ? kind.whole : (kind.fraction ?? kind.whole)
  const role = roleOf(parts)
  const half = halfOf(parts)
  const tell = kind.tell
  return {
    isVaried: kind.varied === true || half !== undefined,
    range: half === undefined ? range : halve(range, half),
    ...(kind.digits === undefined ? {} : { digits: kind.digits }),
    ...(tell === undefined
      ? {}
      : { make: (_random, record, words) => tell(record.at(SUBJECT).at(role), words) }),
  }
}

/** Whether a missing value is as usual as one: `deleted_at`, `error`. */
export function isOftenNull(name: string): boolean {
  return nameParts(name).some((part) => ABSENT.has(part))
}

const ABSENT: ReadonlySet<string> = new Set(
  'deleted closed cancelled canceled archived error errors failure parent next previous prev'.split(' '),
)

/** Formats of whole numbers that count from 1970. */
const EPOCHS: ReadonlySet<string> = new Set(['unix-time', 'unixtime', 'timestamp', 'unix-timestamp', 'epoch'])

function compileEpoch(
  name: string,
  parts: readonly string[],
  atoms: readonly Fact[],
): (random: Random, record: Random) => number {
  const moment = compileMoment(name)
  const inMilliseconds =
    parts.some((part) => part === 'ms' || part.startsWith('milli')) ||
    atoms.some(({ schema }) => schema.format === 'int64')
  return (random, record) => moment(random, record) / (inMilliseconds ? 1 : 1000)
}

function compileDatedText(
  name: string,
  parts: readonly string[],
): (random: Random, record: Random) => string {
  const moment = compileMoment(name)
  const isDay = parts.some((part) => DAYS.has(part)) || /日期|生日|出生/.test(name)
  const isClock = parts.at(-1) === 'time' && !parts.some((part) => part.endsWith('d')) && parts.length === 1
  if (isClock) return (random, record) => toTime(moment(random, record)).slice(0, 8)
  return isDay
    ? (random, record) => toDate(moment(random, record))
    : (random, record) => toDateTime(moment(random, record))
}

const DAYS: ReadonlySet<string> = new Set(['date', 'day', 'birthday', 'birthdate', 'dob', 'birth'])

function tableOf<T>(rows: readonly (readonly [meaning: T, names: string])[]): ReadonlyMap<string, T> {
  return new Map(rows.flatMap(([meaning, names]) => names.split('|').map((name) => [name, meaning] as const)))
}

/** Formats that are no standard ones mostly are a word for the meaning: `phone`, `color`, `slug`. */
function ofFormat(atoms: readonly Fact[]): Tell | undefined {
  const format = atoms.find(({ schema }) => typeof schema.format === 'string')?.schema.format
  return format === undefined ? undefined : ofSuffix(nameParts(format), TEXTS)
}

function tellsOf(names: readonly string[]): ReadonlySet<Tell | undefined> {
  return new Set(names.map((name) => TEXTS.get(name)))
}

function named(parts: readonly string[], parent: string): Tell | undefined {
  const found = ofSuffix(parts, TEXTS)
  const last = parts.at(-1)
  if (last === 'name' && found === TEXTS.get('name')) {
    const owner = parts.at(-2) ?? nameParts(parent).findLast((part) => !FORMS.has(part)) ?? ''
    return TEXTS.get(OWNERS.get(owner) ?? '') ?? found
  }
  if (last === 'state' && /address|location|billing|shipping/i.test(parent)) return TEXTS.get('province')
  return found
}

/** What a schema's name says of the form, not of what it is: a `PetDetail` is a pet. */
const FORMS: ReadonlySet<string> = new Set([
  ...'detail details summary info full base partial list response request result dto model entity'.split(' '),
  ...'view data record resource object input output schema'.split(' '),
])

/** The meaning of the longest end of a name that is known. */
function ofSuffix<T>(parts: readonly string[], table: ReadonlyMap<string, T>): T | undefined {
  for (let start = 0; start < parts.length; start++) {
    const meaning = table.get(parts.slice(start).join(' '))
    if (meaning !== undefined) return meaning
  }
  return undefined
}

/** The longest known Chinese word in a text, or the empty text. One character alone must be all of it. */
function chineseIn<T>(text: string, table: ReadonlyMap<string, T>): string {
  if (!/\p{Script=Han}/u.test(text)) return ''
  let longest = ''
  for (const word of table.keys()) {
    if (
      word > '\u2e80' &&
      word.length > longest.length &&
      text.includes(word) &&
      (word.length > 1 || word === text)
    )
      longest = word
  }
  return longest
}

/** English words that mean the same wherever they stand. */
const DESCRIBING: ReadonlySet<string> = new Set(
  'email phone address city country url avatar image currency'.split(' '),
)

/** What the title or the beginning of the description says. */
function described<T>(
  atoms: readonly Fact[],
  table: ReadonlyMap<string, T>,
  plain: ReadonlySet<string> | undefined,
): T | undefined {
  for (const { schema } of atoms) {
    for (const text of [schema.title, schema.description]) {
      if (typeof text !== 'string') continue
      const start = text.slice(0, 40)
      const word = nameParts(start).find((part) => plain?.has(part) === true)
      const meaning =
        table.get(chineseIn(start.slice(0, 16), table)) ?? (word === undefined ? undefined : table.get(word))
      if (meaning !== undefined) return meaning
    }
  }
  return undefined
}

function roleOf(parts: readonly string[]): string {
  const [first = ''] = parts
  return parts.length > 1 && ROLES.has(first) ? first : ''
}

const LOW: ReadonlySet<string> = new Set(['min', 'minimum', 'lowest', 'low', '最低', '最小'])
const HIGH: ReadonlySet<string> = new Set(['max', 'maximum', 'highest', 'high', '最高', '最大'])

function halfOf(parts: readonly string[]): 'low' | 'high' | undefined {
  if (parts.some((part) => LOW.has(part))) return 'low'
  return parts.some((part) => HIGH.has(part)) ? 'high' : undefined
}

/** So that the least is never more than the greatest. */
function halve([low, high]: readonly [number, number], half: 'low' | 'high'): readonly [number, number] {
  const middle = Math.floor((low + high) / 2)
  return half === 'low' ? [low, middle] : [middle, high]
}
