import { expect, test } from 'vitest'
import type { Schema } from '../../../src/core/document/schema.ts'
import { createRandom } from '../../../src/core/random.ts'
import { compileGenerator } from '../../../src/core/schema/generator.ts'
import { createJudge } from './judge.ts'
import { validValues } from './judge-values.ts'

const PERSON = /^[A-Z][a-z]+ [A-Z][a-z]+$/
const MOMENT = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
const DAY = /^\d{4}-\d\d-\d\d$/

/** What a text property of this name looks like. */
const TEXTS: readonly (readonly [names: string, looks: RegExp])[] = [
  ['full_name fullName author createdBy contactName customer.name user.name', PERSON],
  ['first_name firstName lastName surname', /^[A-Z][a-z]+$/],
  ['email userEmail contact_email', /^[a-z]+\.[a-z]+@(mail\.)?example\.(com|org|net)$/],
  ['username login nickname', /^[a-z]+\.[a-z]+$/],
  ['phone phoneNumber mobile', /^\+\d[\d ]+$/],
  ['city country company department product_name', /^[A-Z]/],
  ['country_code', /^[A-Z]{2}$/],
  ['zip postal_code', /^[\w -]{4,8}$/],
  ['url website homepageUrl html_url', /^https:\/\/www\.example\.com\//],
  ['avatar avatarUrl logo photo_url', /^https:\/\/images\.example\.com\/\d+\.png$/],
  ['created_at updatedAt start_time deletedTime', MOMENT],
  ['date birthday start_date dueDate', DAY],
  ['currency', /^[A-Z]{3}$/],
  ['color background_color', /^#[0-9a-f]{6}$/],
  ['version', /^\d+\.\d+\.\d+$/],
  ['ip client_ip', /^192\.0\.2\.\d+$/],
  ['price total_amount', /^\d+\.\d\d$/],
  ['slug', /^[a-z-]+$/],
  ['status', /^[a-z]+$/],
  ['token api_key', /^[A-Za-z0-9]{32}$/],
  ['title description comment', /^\S+( \S+)+$/],
  ['姓名 联系人', /^\p{Script=Han}{2,4}$/u],
  ['手机号', /^1\d{10}$/],
  ['城市', /市$/],
  ['创建时间', MOMENT],
  ['备注', /^\p{Script=Han}/u],
]

for (const [names, looks] of TEXTS) {
  for (const name of names.split(' ')) {
    test(`a text called ${name} looks like ${looks.source}`, () => {
      for (const value of validValues(nested(name, { type: 'string' }), createJudge(), 20)) {
        expect(textIn(value)).toMatch(looks)
      }
    })
  }
}

/** `user.name` is the property `name` of the property `user`. */
function nested(path: string, schema: Schema): Schema {
  return path
    .split('.')
    .reduceRight<Schema>((below, name) => ({ type: 'object', properties: { [name]: below } }), schema)
}

function textIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? textIn(Object.values(value)[0]) : value
}

const NUMBERS: readonly (readonly [name: string, least: number, greatest: number])[] = [
  ['age', 18, 75],
  ['year', 2019, 2026],
  ['month', 1, 12],
  ['page', 1, 3],
  ['total', 100, 400],
  ['quantity', 1, 12],
  ['rating', 1, 5],
  ['discount_percent', 0, 100],
  ['latitude', -60, 70],
  ['port', 1024, 49151],
  ['年龄', 18, 75],
  ['created', 1_600_000_000, 1_783_000_000],
]

for (const [name, least, greatest] of NUMBERS) {
  test(`a number called ${name} lies from ${least} to ${greatest}`, () => {
    for (const value of validValues(
      { type: 'object', properties: { [name]: { type: 'integer' } } },
      createJudge(),
      20,
    )) {
      const number = textIn(value) as number
      expect(number).toBeGreaterThanOrEqual(least)
      expect(number).toBeLessThanOrEqual(greatest)
    }
  })
}

function record(properties: Readonly<Record<string, Schema>>): readonly Record<string, unknown>[] {
  const schema: Schema = { type: 'object', properties, required: Object.keys(properties) }
  return validValues(schema, createJudge(), 200) as readonly Record<string, unknown>[]
}

const AT: Schema = { type: 'string', format: 'date-time' }
const ON: Schema = { type: 'string', format: 'date' }

test('what came first is earlier, and nothing past is later than the reference date', () => {
  const moments = record({ created_at: AT, paidAt: AT, startTime: AT, end_time: AT, updated_at: AT })
  for (const value of moments) {
    const inOrder = [value.created_at, value.paidAt, value.startTime, value.end_time, value.updated_at]
    expect([...inOrder].sort()).toEqual(inOrder)
    expect(String(value.updated_at) <= '2026-06-30T12:00:00Z').toBe(true)
  }
})

test('days, moments and seconds since 1970 of one record agree', () => {
  for (const value of record({
    created_on: ON,
    created_date: ON,
    updated: { type: 'integer' },
    expires_at: AT,
    birthday: ON,
  })) {
    expect(Date.parse(String(value.created_date))).toBeLessThanOrEqual(Number(value.updated) * 1000)
    expect(Date.parse(String(value.expires_at))).toBeGreaterThan(Number(value.updated) * 1000)
    expect(Date.parse(String(value.birthday))).toBeLessThan(Date.parse(String(value.created_date)))
  }
})

test('the name, the user name and the address of one person agree', () => {
  for (const value of record({
    name: { type: 'string' },
    email: { type: 'string', format: 'email' },
    first_name: { type: 'string' },
  })) {
    expect(String(value.email).startsWith(String(value.first_name).toLowerCase())).toBe(true)
  }
})

test('two persons of one record are two', () => {
  const both = record({ author_name: { type: 'string' }, reviewer_name: { type: 'string' } })
  expect(both.filter((value) => value.author_name === value.reviewer_name).length).toBeLessThan(20)
})

test('a town, its country and where it lies agree', () => {
  for (const value of record({
    city: { type: 'string' },
    country: { type: 'string' },
    latitude: { type: 'number' },
  })) {
    if (value.city === 'Sydney') expect([value.country, value.latitude]).toEqual(['Australia', -33.8983])
  }
})

test('the least is never more than the greatest', () => {
  for (const value of record({ min_price: { type: 'number' }, max_price: { type: 'number' } })) {
    expect(Number(value.min_price)).toBeLessThanOrEqual(Number(value.max_price))
  }
})

test('a description in Chinese tells what a property means', () => {
  for (const value of record({ lxdh: { type: 'string', description: '客户手机号' } })) {
    expect(value.lxdh).toMatch(/^1\d{10}$/)
  }
})

test('a pattern for Chinese names gets Chinese names', () => {
  for (const value of record({ full_name: { type: 'string', pattern: '^[\\u4e00-\\u9fa5]{2,4}$' } })) {
    expect(value.full_name).toMatch(/^[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗]/)
  }
})

test.each([
  ['Pet', 1],
  ['PetDetail', 1],
  ['Store', 1],
  ['Project', 1],
  ['Tag', 1],
  ['Playlist', 16],
  ['Project', 24],
  ['Pet', 20],
])('the name of a %s of %i characters at least is a name', (parent, minLength) => {
  const name: Schema = { type: 'string', minLength }
  const judge = createJudge({ [parent]: { type: 'object', required: ['name'], properties: { name } } })
  const generate = compileGenerator({ $ref: `#/$defs/${parent}` }, judge)
  for (let seed = 0; seed < 20; seed++) {
    const value = generate(createRandom(seed)) as { readonly name: string }
    expect(judge.complaints({ $ref: `#/$defs/${parent}` }, value)).toBe('')
    // a headline has words in lower case; tags have nothing else
    if (parent === 'Tag') expect(value.name).toMatch(/^\p{Ll}+$/u)
    else expect(value.name).toMatch(/^(?:(?:\p{Lu}[\p{L}.]*|&)(?: |-|$))+$/u)
  }
})
