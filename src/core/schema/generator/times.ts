import type { Random } from '../../random.ts'
import { nameParts } from './name-parts.ts'

/** No past moment of a body is later than this; a fixed date, since the same request gives the same bytes. */
export const REFERENCE = Date.UTC(2026, 5, 30, 12)

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Stages of a record's life: what is in an earlier stage happened before what is in a later one. */
const STAGES: readonly ReadonlySet<string>[] = [
  'created create creation opened registered registration joined added inserted 创建 注册 新建 录入 添加',
  'ordered issued issue requested submitted placed published publish release released 下单 提交 发布 申请',
  'paid confirmed approved accepted assigned verified activated 支付 付款 确认 审批 审核 签约',
  'start started begin began from since after checkin departure shipped min earliest 开始 起始 开工 发货',
  'end ended finish finished to until before checkout arrival completed closed resolved delivered merged max latest ' +
    '结束 截止 完成 完工 收货 交付',
  'updated update modified changed pushed last seen login synced archived deleted cancelled canceled ' +
    '更新 修改 最近 最后 删除 取消 登录',
].map(wordsOf)
const FUTURE = wordsOf(
  'expires expire expiry expiration expired due deadline valid next renewal scheduled 过期 到期 有效 下次 预约 计划 预计',
)
const BIRTH = wordsOf('birth birthday birthdate dob born 生日 出生')
const USUAL_STAGE = 3

/** How long one stage lasts at most. */
const STAGE = 4 * DAY

/** When something happened, in milliseconds, as the property's name tells. */
export type Moment = (random: Random, record: Random) => number

/** Moments that agree with the others of the same record. */
export function compileMoment(name: string): Moment {
  const parts = nameParts(name)
  if (isAbout(parts, name, BIRTH)) {
    return (random) => REFERENCE - Math.floor((20 + random.next() * 45) * 365.25) * DAY
  }
  if (isAbout(parts, name, FUTURE)) return (random) => atSecond(REFERENCE + (1 + random.next() * 180) * DAY)
  const stage = stageOf(parts, name)
  return (random, record) => {
    const begun = REFERENCE - (STAGES.length * STAGE + record.at(RECORD).next() * 500 * DAY)
    return atSecond(begun + (stage + random.next()) * STAGE)
  }
}

const RECORD = '\u0000time'

function stageOf(parts: readonly string[], name: string): number {
  const stage = STAGES.findLastIndex((words) => isAbout(parts, name, words))
  return stage === -1 ? USUAL_STAGE : stage
}

function wordsOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '))
}

function isAbout(parts: readonly string[], name: string, words: ReadonlySet<string>): boolean {
  return (
    parts.some((part) => words.has(part)) || (isHan(name) && [...words].some((word) => name.includes(word)))
  )
}

function isHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text)
}

/** Whether a name tells of a moment: `created_at`, `startDate`, `birthday`, `创建时间`. */
export function isMoment(parts: readonly string[], name: string): boolean {
  const last = parts.at(-1) ?? ''
  if (MOMENTS.has(last)) return parts.length > 1 || last !== 'at'
  if (BIRTH.has(last) || /时间|日期|生日/.test(name)) return true
  return parts.length === 1 && ['created', 'updated', 'modified', 'expires', 'timestamp'].includes(last)
}

const MOMENTS: ReadonlySet<string> = new Set([
  'at',
  'date',
  'time',
  'datetime',
  'timestamp',
  'ts',
  'deadline',
])

function atSecond(moment: number): number {
  return Math.floor(moment / 1000) * 1000
}

export function toDateTime(moment: number): string {
  return `${toDate(moment)}T${toTime(moment)}`
}

/** The days that were written last: records of one world lie close together, and a day is long to work out. */
let days = new Map<number, string>()
const KEPT_DAYS = 1000

export function toDate(moment: number): string {
  const day = Math.floor(moment / DAY)
  const known = days.get(day)
  if (known !== undefined) return known
  const text = new Date(moment).toISOString().slice(0, 10)
  if (days.size >= KEPT_DAYS) days = new Map()
  days.set(day, text)
  return text
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))

export function toTime(moment: number): string {
  const seconds = Math.floor(moment / 1000) - Math.floor(moment / DAY) * 86_400
  const [hour, minute] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return `${TWO_DIGITS[hour]}:${TWO_DIGITS[minute]}:${TWO_DIGITS[seconds % 60]}Z`
}

const DATE = /^\d{4}-\d\d-\d\d$/
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i

/** RFC 3339, full-date. */
export function isDate(value: string): boolean {
  if (!DATE.test(value)) return false
  const month = Number(value.slice(5, 7))
  const day = Number(value.slice(8))
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(Number(value.slice(0, 4)), month)
}

/** In the Gregorian calendar, which RFC 3339 applies to every year. */
function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** RFC 3339, full-time, without leap seconds. */
export function isTime(value: string): boolean {
  return TIME.test(value)
}

export function isDateTime(value: string): boolean {
  return (value[10] === 'T' || value[10] === 't') && isDate(value.slice(0, 10)) && isTime(value.slice(11))
}
