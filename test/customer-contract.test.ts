/** The contract of 客户详情 against the page that it is written from. */
import { expect, test } from 'vitest'
import { customer as customerOf } from '../fixtures/index.ts'
import {
  codesOf,
  contract,
  type Example,
  faults,
  labelsOf,
  operations,
  type Parameter,
  parametersOf,
  present,
  resolve,
  responses,
  type Schema,
  schemas,
} from './contract-document.ts'
import {
  readSourceSample,
  SOURCE_CUSTOMER,
  SOURCE_ENVELOPE,
  SOURCE_HEADERS,
  SOURCE_QUERY,
  SOURCE_SAMPLE,
  type SourceRow,
} from './source-page.ts'

const detail = responses().filter(({ name }) => name === 'get /miaosuan/customer/detail')
const success = present(detail.find(({ status }) => status === '200'))
const failures = detail.filter(({ status }) => status !== '200')
const customer = propertiesOf('CustomerDetail')
const envelope = propertiesOf('CustomerDetailResponse')
const TYPES = { int: 'integer', string: 'string', object: 'object' } satisfies Record<SourceRow[1], string>
const tabled = [...SOURCE_ENVELOPE, ...SOURCE_CUSTOMER].map(([name]) => name)

test('the documented example is the sample of the page, field by field and in its order', () => {
  expect(JSON.stringify(example('documented').value)).toBe(JSON.stringify(readSourceSample()))
})

test.each([...SOURCE_ENVELOPE, ...SOURCE_CUSTOMER])(
  '%s is in the schema as the table of the page has it: %s, %s',
  (name, type, sentence) => {
    const owner = name in envelope ? 'CustomerDetailResponse' : 'CustomerDetail'
    const property = present({ ...envelope, ...customer }[name])
    expect(contract.components.schemas[owner]?.required).toContain(name)
    // The sample has 60.00 where the table says int; the contract follows the sample.
    expect(resolve<Schema>(property).type).toBe(name === 'customer_budget' ? 'number' : TYPES[type])
    expect(squeezed(property.description)).toContain(name === 'data' ? '数据字典' : labelOf(sentence))
    expect((property.examples ?? []).map(String)).toEqual(expect.arrayContaining(examplesOf(sentence)))
    const labels = enumOf(sentence)
    if (labels) expect(labelsOf(property)).toEqual(labels)
  },
)

test.each([...SOURCE_HEADERS, ...SOURCE_QUERY])(
  'the parameter %s is required, an %s, %s',
  (name, type, words) => {
    const declared = parameter(name)
    expect(declared.in).toBe(SOURCE_HEADERS.some(([header]) => header === name) ? 'header' : 'query')
    expect(declared.required).toBe(true)
    expect(declared.schema.type).toBe(TYPES[type])
    expect(squeezed(declared.description)).toContain(words)
  },
)

test('every field of the sample is in the schemas and required, and the schemas have no other', () => {
  const data = readSourceSample().data
  expect(fieldsOf(data, 'CustomerDetail').toSorted()).toEqual(Object.keys(customer).toSorted())
  const roles = data.role_types as Readonly<Record<string, unknown>>[]
  for (const role of roles) fieldsOf(role, 'RoleType')
  const users = roles.flatMap((role) => (role.users as Readonly<Record<string, unknown>>[] | null) ?? [])
  expect(users).toHaveLength(5)
  for (const user of users) fieldsOf(user, 'RoleUser')
})

test('the comments of the sample are the labels of the enums', () => {
  const comments = [...SOURCE_SAMPLE.matchAll(/"(\w+)": 0, # ([^"]*?)(?= ")/g)]
  expect(comments.map(([, name]) => name)).toEqual(['global_status', 'finance_status'])
  for (const [, name, comment] of comments) {
    expect(labelsOf(present(customer[present(name)]))).toEqual(enumOf(present(comment)))
  }
})

test('the roles and the statuses carry the words that the page uses for them', () => {
  const roles = readSourceSample().data.role_types as { role_type: number; role_name: string }[]
  const names = new Map(roles.map((role) => [role.role_type, role.role_name]))
  expect(labelsOf(present(propertiesOf('RoleType').role_type))).toEqual(names)
  expect(customer.status?.enum).toEqual(customer.status_id?.['x-enum-descriptions'])
})

test.each([
  ['a missing field', { community_name: undefined }],
  ['a state that does not exist', { status_id: 10 }],
  ['a name of a state that does not exist', { status: '签约' }],
  ['a phone that is a number', { customer_phone: 15612341234 }],
  ['a budget below zero', { customer_budget: -1 }],
  ['a time with a year', { update_time: '2026-03-09 14:56:50' }],
  ['an id beyond what JavaScript can hold', { id: 2 ** 53 }],
  ['roles that are absent', { role_types: null }],
])('a customer with %s is invalid', (_, change) => {
  expect(faults(success.schema, changed(change))).not.toEqual([])
})

test.each([
  ['a field that the contract does not know yet', { customer_level: 'A' }],
  ['a masked phone', { customer_phone: '138****8000' }],
  ['an empty remark', { description: '' }],
  ['no roles', { role_types: [] }],
  ['a role with an empty list', { role_types: [{ ...roleOfNobody(), users: [] }] }],
])('a customer with %s is valid', (_, change) => {
  expect(faults(success.schema, changed(change))).toEqual([])
})

test('a failure with the code 0, a success without data and an unknown code are invalid', () => {
  for (const code of [0, 1, 40400]) {
    expect(faults(success.schema, { code, msg: '失败', data: null }), String(code)).not.toEqual([])
  }
  expect(faults(success.schema, { ...example('documented').value, code: 40401 })).not.toEqual([])
})

test('the realistic example agrees with itself and has no number that could be called', () => {
  const data = example('realistic').value.data as Readonly<Record<string, unknown>>
  expect(data.customer_address).toBe(`苏州${data.community_name}${data.room_number}`)
  expect(labelsOf(present(customer.status_id))?.get(data.status_id)).toBe(data.status)
  const roles = data.role_types as { role_type: number; role_name: string; users: { user_id: number }[] }[]
  expect(new Map(roles.map((role) => [role.role_type, role.role_name]))).toEqual(
    labelsOf(present(propertiesOf('RoleType').role_type)),
  )
  expect(roles[0]?.users).toContainEqual(
    expect.objectContaining({ user_id: data.follower_id, user_name: data.follower_name }),
  )
  const phones = JSON.stringify(data).match(/"1\d{10}"/g)
  expect(phones).toHaveLength(8)
  expect(phones?.filter((phone) => !/^"1[59]4/.test(phone))).toEqual([])
})

test('what only the sample shows says so, and what the table has does not', () => {
  const owners = ['CustomerDetailResponse', 'CustomerDetail', 'RoleType', 'RoleUser']
  for (const [name, property] of owners.flatMap((owner) => Object.entries(propertiesOf(owner)))) {
    // The table has `data`, but the sample alone shows that the customer is within it.
    const shownOnly = name === 'data' || !tabled.includes(name)
    expect(property['x-source'], name).toBe(shownOnly ? 'example' : undefined)
  }
})

test('each status has its own literal code, and with HTTP 200 any of them can come', () => {
  const codes = failures.map(({ status, schema }) => [status, codesOf(resolve<Schema>(schema))])
  expect(Object.fromEntries(codes)).toEqual({
    400: [40001],
    401: [40101],
    404: [40401],
    500: [50001],
    default: [40400, 40500, 40600, 41300, 41500, 50000],
  })
  expect(codesOf(present(contract.components.schemas.BusinessError))).toEqual([40001, 40101, 40401, 50001])
})

test('every limit that the page does not give is an assumption', () => {
  const limits = ['minimum', 'maximum', 'format', 'pattern', 'enum', 'const']
  const given = SOURCE_CUSTOMER.filter(([, , sentence]) => enumOf(sentence))
  const said = new Set(given.map(([name]) => `CustomerDetail.${name}`))
  expect(said.size).toBe(3)
  for (const [place, schema] of schemas()) {
    const limited = limits.some((keyword) => keyword in schema) && !said.has(place)
    const unsaid = limited || schema['x-source'] !== undefined || schema.type === 'null'
    if (unsaid) expect(Object.keys(schema), place).toContain('x-assumption')
  }
})

test('no answer may be cached, since all are about a person', () => {
  for (const { status, response } of detail) {
    const header = resolve<{ readonly schema: Schema }>(response.headers['Cache-Control'])
    expect(header.schema.const, status).toBe('no-store')
  }
})

test('the header user_id says what nginx does to it', () => {
  expect(parameter('user_id').description).toContain('underscores_in_headers on;')
})
function parameter(name: string): Parameter {
  const all = operations().flatMap(({ operation }) => parametersOf(operation))
  return present(all.find((candidate) => candidate.name === name))
}

function propertiesOf(name: string): Readonly<Record<string, Schema>> {
  return present(contract.components.schemas[name]?.properties)
}

function example(name: string): Example {
  return present(success.examples.get(name))
}

/** The names of a record's fields, each of them checked to be a required property of the schema. */
function fieldsOf(record: Readonly<Record<string, unknown>>, name: string): string[] {
  const fields = Object.keys(record)
  expect(Object.keys(propertiesOf(name)).toSorted()).toEqual(fields.toSorted())
  expect(contract.components.schemas[name]?.required?.toSorted()).toEqual(fields.toSorted())
  return fields
}

/** The documented response with some fields of its customer replaced; `undefined` takes one away. */
function changed(change: Readonly<Record<string, unknown>>): unknown {
  const { value } = example('documented')
  return JSON.parse(JSON.stringify({ ...value, data: { ...(value.data as object), ...change } }))
}

function roleOfNobody() {
  return { role_type: 0, role_name: '业务员', role_description: '', users: null }
}

/** `客户ID,示例:1` → `客户ID`. */
function labelOf(sentence: string): string {
  const label = present(sentence.split(',')[0])
  return label.startsWith('示例') ? '' : label
}

/** `客户预算,示例:60,单位万` → `['60']`. */
function examplesOf(sentence: string): string[] {
  const value = sentence.split('示例:')[1]
  return value === undefined ? [] : [value.replace(/,单位.*$/, '')]
}

/** `…,1 - 意向,2 - 定金` or `0: 意向,1: 成单` → the values with their labels. */
function enumOf(sentence: string): Map<unknown, string> | undefined {
  const pairs = [...sentence.matchAll(/(\d+)(?: - |: )([^,]+)/g)]
  if (pairs.length === 0) return undefined
  return new Map(pairs.map(([, value, label]) => [Number(value), present(label)]))
}

function squeezed(sentence = ''): string {
  return sentence.replaceAll(/\s/g, '')
}

test('the realistic example is what the mock answers for that customer', () => {
  expect(customerOf(27)).toEqual(example('realistic').value.data)
})
