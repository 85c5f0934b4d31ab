/** What the API says in its own envelope when a request is wrong. */
import { expect, test } from 'vitest'
import { fixtures } from '../fixtures/index.ts'
import type { Problem, ProblemCode, Violation } from '../src/index.ts'
import { faults, present, responses } from './contract-document.ts'

const declared = new Map(responses().map(({ status, schema, examples }) => [status, { schema, examples }]))

test.each<[string, Partial<Problem>]>([
  ['400 missingCustomerId', invalid({ keyword: 'required' })],
  ['400 invalidCustomerId', invalid({ keyword: 'type', expected: { type: 'integer' }, received: 'abc' })],
  ['400 customerIdTooSmall', invalid({ keyword: 'minimum', expected: { limit: 1 }, received: '0' })],
  ['401 missingUserId', invalid({ in: 'header', name: 'user_id', keyword: 'required' })],
  [
    '401 invalidUserId',
    invalid({
      in: 'header',
      name: 'user_id',
      keyword: 'type',
      expected: { type: 'integer' },
      received: 'abc',
    }),
  ],
  [
    'default pathNotFound',
    { code: 'NO_PATH', path: '/miaosuan/customer/details', nearest: '/miaosuan/customer/detail' },
  ],
  ['default methodNotAllowed', { code: 'NO_METHOD', method: 'POST', allow: ['GET'] }],
  ['default notAcceptable', { code: 'NOT_ACCEPTABLE' }],
])('the example %s of the contract is what the mock answers', (name, given) => {
  const [status = '', example = ''] = name.split(' ')
  expect(body(given)).toEqual(present(declared.get(status)).examples.get(example)?.value)
})

const ANSWERS: readonly (readonly [ProblemCode, number, number])[] = [
  ['INVALID_REQUEST', 400, 40001],
  ['MALFORMED_PATH', 400, 40001],
  ['MALFORMED_BODY', 400, 40001],
  ['UNAUTHORIZED', 401, 40101],
  ['NO_PATH', 404, 40400],
  ['NO_METHOD', 405, 40500],
  ['NOT_ACCEPTABLE', 406, 40600],
  ['CONTENT_TOO_LARGE', 413, 41300],
  ['UNSUPPORTED_MEDIA_TYPE', 415, 41500],
  ['OPERATION_DISABLED', 500, 50001],
  ['INVALID_FIXTURE', 500, 50001],
  ['UNSATISFIABLE', 500, 50001],
  ['INTERNAL_ERROR', 500, 50001],
]

test.each(ANSWERS)('%s answers %i with code %i in the envelope of the contract', (code, status, business) => {
  const answer = present(fixtures.problem(problem({ code, allow: ['GET'] })))
  expect([answer.status, answer.body.code, answer.body.data]).toEqual([status, business, null])
  expect(answer.body.msg).toMatch(/^\p{Script=Han}/u)
  const { schema } = present(declared.get(String(status)) ?? declared.get('default'))
  expect(
    faults(business % 100 === 0 ? present(declared.get('default')).schema : schema, answer.body),
  ).toEqual([])
})

test.each<ProblemCode>(['UNKNOWN_PREFERENCE', 'NO_RESPONSE', 'NO_EXAMPLE'])(
  '%s is the tester’s own mistake and stays problem+json',
  (code) => {
    expect(fixtures.problem(problem({ code }))).toBeUndefined()
  },
)

test.each<[keyword: string, expected: Record<string, unknown>, received: unknown, msg: string]>([
  ['type', { type: 'integer' }, '', '查询参数 page 应为整数，收到空值'],
  ['type', { type: ['integer', 'null'] }, ' 1', '查询参数 page 应为整数或null，收到 " 1"'],
  ['type', { type: 'integer' }, '９', '查询参数 page 应为整数，收到 "９"'],
  ['type', { type: 'integer' }, 'a\u0000\n', String.raw`查询参数 page 应为整数，收到 "a\u0000\n"`],
  ['minimum', { comparison: '>=', limit: 1 }, 0, '查询参数 page 不能小于 1，收到 0'],
  [
    'maximum',
    { comparison: '<=', limit: 9007199254740991 },
    '9007199254740993',
    '查询参数 page 不能大于 9007199254740991，收到 9007199254740993',
  ],
  ['exclusiveMinimum', { limit: 0 }, '0', '查询参数 page 应大于 0，收到 0'],
  ['exclusiveMaximum', { limit: 9 }, '9', '查询参数 page 应小于 9，收到 9'],
  ['multipleOf', { multipleOf: 10 }, '15', '查询参数 page 应为 10 的倍数，收到 15'],
  ['enum', { allowedValues: ['asc', 'desc'] }, 'up', '查询参数 page 应为 "asc"、"desc" 之一，收到 "up"'],
  ['const', { allowedValue: 2 }, '3', '查询参数 page 应为 2，收到 "3"'],
  ['pattern', { pattern: '^1[3-9]' }, '12', '查询参数 page 应符合正则 ^1[3-9]，收到 "12"'],
  ['format', { format: 'date' }, '3月', '查询参数 page 应为日期，如 2026-03-09，收到 "3月"'],
  ['format', { format: 'iban' }, 'x', '查询参数 page 应为 iban 格式，收到 "x"'],
  ['minLength', { limit: 2 }, '张', '查询参数 page 不能少于 2 个字，收到 "张"'],
  ['maxLength', { limit: 2 }, '张先生', '查询参数 page 不能多于 2 个字，收到 "张先生"'],
  ['minItems', { limit: 1 }, [], '查询参数 page 不能少于 1 项，收到 []'],
  ['maxItems', { limit: 1 }, [1, 2], '查询参数 page 不能多于 1 项，收到 [1,2]'],
  ['uniqueItems', { i: 0, j: 1 }, [1, 1], '查询参数 page 各项不能重复，收到 [1,1]'],
  ['minProperties', { limit: 1 }, {}, '查询参数 page 不能少于 1 个字段，收到 {}'],
  ['maxProperties', { limit: 0 }, { a: 1 }, '查询参数 page 不能多于 0 个字段，收到 {"a":1}'],
  ['additionalProperties', { additionalProperty: 'a' }, undefined, '查询参数 page 不能有字段 a'],
  ['unevaluatedProperties', { unevaluatedProperty: 'a' }, undefined, '查询参数 page 不能有字段 a'],
  [
    'dependentRequired',
    { property: 'a', missingProperty: 'b' },
    undefined,
    '查询参数 page 有字段 a 时必须有 b',
  ],
  ['oneOf', { passingSchemas: null }, '1', '查询参数 page 应恰好符合一种写法，收到 "1"'],
  ['anyOf', {}, '1', '查询参数 page 应至少符合一种写法，收到 "1"'],
  ['not', {}, '1', '查询参数 page 不能取这样的值，收到 "1"'],
  ['false schema', {}, '1', '查询参数 page 不能出现，收到 "1"'],
  ['repeated', {}, ['1', '2'], '查询参数 page 只能传一次，收到 ["1","2"]'],
  ['encoding', {}, undefined, '查询参数 page 的百分号编码有误，应为 UTF-8'],
  ['contains', { minContains: 1 }, [], '查询参数 page 不符合规则 contains：{"minContains":1}，收到 []'],
])('a broken %s %j is put in Chinese', (keyword, expected, received, msg) => {
  expect(body(invalid({ name: 'page', keyword, expected, received }))).toEqual({
    code: 40001,
    msg: `参数错误：${msg}`,
    data: null,
  })
})

test('a place within a value, a path, a cookie and a body are named too', () => {
  const faulty = { keyword: 'minimum', expected: { limit: 1 }, received: 0 }
  const missing = { keyword: 'required', pointer: '' }
  expect(msgOf({ ...faulty, in: 'path', name: 'id' })).toBe('参数错误：路径参数 id 不能小于 1，收到 0')
  expect(msgOf({ ...faulty, in: 'cookie', name: 'page' })).toBe('参数错误：Cookie page 不能小于 1，收到 0')
  expect(msgOf({ ...faulty, in: 'body', name: '', pointer: '/list/0' })).toBe(
    '参数错误：请求体 的 /list/0 不能小于 1，收到 0',
  )
  expect(msgOf({ ...missing, in: 'body', name: '' })).toBe('参数错误：缺少请求体')
  expect(msgOf({ ...missing, in: 'body', name: '', expected: { missingProperty: 'name' } })).toBe(
    '参数错误：请求体 缺少字段 name',
  )
})

test('all faults are named at once, and one in user_id makes it 401', () => {
  const page = violation({ name: 'page', keyword: 'type', expected: { type: 'integer' }, received: 'x' })
  const user = violation({ in: 'header', name: 'user_id', keyword: 'required' })
  const answer = fixtures.problem(problem({ violations: [user, page] }))
  expect(answer).toEqual({
    status: 401,
    body: {
      code: 40101,
      msg: '缺少请求头 user_id；若已发送，请检查 nginx 是否配置 underscores_in_headers on；查询参数 page 应为整数，收到 "x"',
      data: null,
    },
  })
})

test('a long value is cut between characters', () => {
  const msg = msgOf({
    name: 'page',
    keyword: 'type',
    expected: { type: 'integer' },
    received: '𠮷'.repeat(500),
  })
  expect(msg).toBe(`参数错误：查询参数 page 应为整数，收到 "${'𠮷'.repeat(79)}…`)
})

test('an unknown path without a neighbour is named alone', () => {
  expect(body({ code: 'NO_PATH', path: '/x' }).msg).toBe('接口不存在：/x')
})

function msgOf(faulty: Partial<Violation>): string {
  return body(invalid(faulty)).msg
}

function body(given: Partial<Problem>) {
  return present(fixtures.problem(problem(given))).body
}

function invalid(faulty: Partial<Violation>): Partial<Problem> {
  return { violations: [violation(faulty)] }
}

function violation(faulty: Partial<Violation>): Violation {
  return {
    in: 'query',
    name: 'customer_id',
    pointer: '',
    keyword: 'type',
    expected: {},
    message: 'is wrong',
    ...faulty,
  }
}

function problem(given: Partial<Problem>): Problem {
  return {
    code: 'INVALID_REQUEST',
    status: 422,
    title: 'The request breaks its contract',
    detail: 'the detail',
    method: 'GET',
    path: '/miaosuan/customer/detail',
    headers: {},
    ...given,
  }
}
