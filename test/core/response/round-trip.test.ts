/** What a response writes, the request side of the mock and a parser of its own read back. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseXml } from '../../../src/core/request/xml.ts'
import { toCsv } from '../../../src/core/response/encoding/csv.ts'
import { header, mockOf, textOf } from './answering.ts'

const name = fc.stringMatching(/^[a-z][a-zA-Z0-9_]{0,8}$/)
const scalar = fc.constantFrom(
  { type: 'string' },
  { type: 'string', maxLength: 3 },
  { type: 'integer', minimum: -5, maximum: 5 },
  { type: 'number', minimum: 0, maximum: 1 },
  { type: 'boolean' },
  { enum: ['<a>', '&amp;', '"', ' x ', '名', ']]>'] },
)
const flat = fc
  .dictionary(name, scalar, { minKeys: 1, maxKeys: 4 })
  .map((properties) => ({ type: 'object', properties, required: Object.keys(properties) }))

/** Where a property stands in XML, at random. */
const placed = fc.tuple(
  fc.dictionary(
    name,
    fc.tuple(
      scalar,
      fc.constantFrom({}, { attribute: true }, { name: 'other' }, { prefix: 'p', namespace: 'urn:p' }),
    ),
    {
      minKeys: 1,
      maxKeys: 1,
    },
  ),
  fc.dictionary(
    name,
    fc.tuple(scalar, fc.constantFrom({}, { wrapped: true }, { wrapped: true, name: 'all' })),
    { maxKeys: 1 },
  ),
)
const inXml = placed.map(([ones, lists]) => {
  const scalars = Object.entries(ones).map(([key, [schema, xml]]) => [key, { ...schema, xml }] as const)
  const arrays = Object.entries(lists).map(([key, [items, xml]]) => {
    return [
      `${key}List`,
      { type: 'array', minItems: 1, items: { ...items, xml: { name: 'item' } }, xml },
    ] as const
  })
  const properties = Object.fromEntries([...scalars, ...arrays])
  return { type: 'object', properties, required: Object.keys(properties), xml: { name: 'root' } }
})

function returnsAsRequest(type: string) {
  return (schema: unknown) => {
    const mock = mockOf({ [type]: { schema } })
    const answer = mock.get()
    expect(answer.status).toBe(200)
    const returned = mock.post(answer)
    expect([returned.status, returned.source.detail, textOf(answer)]).toEqual([
      204,
      undefined,
      textOf(answer),
    ])
  }
}

test.each([
  ['application/x-www-form-urlencoded', flat],
  ['multipart/form-data', flat],
  ['application/json', flat],
  ['application/xml', inXml],
] as const)('%s that was answered is a valid request', (type, schema) => {
  fc.assert(fc.property(schema as fc.Arbitrary<unknown>, returnsAsRequest(type)))
})

test('XML is written as all parts of a schema say together, and read so', () => {
  const list = {
    type: 'array',
    minItems: 1,
    items: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
  }
  const wrapped = { properties: { list: { ...list, xml: { name: 'all', wrapped: true } } } }
  const base = { type: 'object', required: ['list'], properties: { list }, xml: { name: 'base' } }
  const { get, post } = mockOf({ 'application/xml': { schema: { allOf: [base, wrapped] } } })
  expect(textOf(get())).toMatch(/<base><all><all><a>/)
  expect(post(get()).status).toBe(204)
})

/** XML 1.0, 2.2: Char. */
function isCharacter(char: string): boolean {
  const code = char.codePointAt(0) as number
  return code >= 0x20 ? code < 0xfffe || code > 0xffff : '\t\n\r'.includes(char)
}

test('any value is well-formed XML, with every text in it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
      const answer = mockOf({ 'application/xml': { example: { value, text } } }).get()
      const parsed = parseXml(textOf(answer))
      const written = parsed.ok ? parsed.root.children.at(-1) : undefined
      const kept = [...text.toWellFormed()].map((char) => (isCharacter(char) ? char : '\ufffd')).join('')
      expect([written?.name, written?.text]).toEqual(['text', kept])
    }),
  )
})

/** A reader of RFC 4180, written from its grammar. */
function readCsv(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y
  let row: string[] = []
  while (field.lastIndex < csv.length) {
    const match = field.exec(csv)
    if (match === null) throw new Error(`no field at ${csv}`)
    row.push(match[1]?.replaceAll('""', '"') ?? (match[2] as string))
    if (match[3] === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}

test('CSV has every cell as it was, whatever is in it', () => {
  const cells = fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }))
  fc.assert(
    fc.property(cells, (rows) => {
      expect(readCsv(toCsv(rows))).toEqual(rows)
    }),
  )
})

test('CSV of objects has a column for each property of any of them', () => {
  const record = fc.dictionary(
    fc.constantFrom('a', 'b,', '"c"'),
    fc.oneof(fc.string(), fc.integer(), fc.boolean()),
    {
      minKeys: 1,
    },
  )
  fc.assert(
    fc.property(fc.array(record, { minLength: 1 }), (records) => {
      const [columns = [], ...rows] = readCsv(toCsv(records))
      expect(new Set(columns)).toEqual(new Set(records.flatMap((one) => Object.keys(one))))
      const expected = records.map((one) => columns.map((key) => String(one[key] ?? '')))
      expect(rows).toEqual(expected)
    }),
  )
})

/** A reader of server-sent events, after WHATWG HTML, 9.2.6. */
function readEvents(stream: string): readonly Readonly<Record<string, string>>[] {
  const blocks = stream.split(/\r\n\r\n|\n\n|\r\r/)
  return blocks.slice(0, -1).map((block) => {
    const event: Record<string, string> = {}
    for (const line of block.split(/\r\n|\n|\r/)) {
      const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
      event[field] = field === 'data' && event.data !== undefined ? `${event.data}\n${value}` : value
    }
    return event
  })
}

test('an event has its data as it was, whatever is in it', () => {
  const schema = { type: 'array', items: { type: 'object' } }
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
      const example = texts.map((data) => ({ data, event: 'e' }))
      const answer = mockOf({ 'text/event-stream': { schema, example } }).get()
      const expected = texts.map((text) => text.replace(/\r\n|\r/g, '\n'))
      expect(readEvents(textOf(answer)).map((event) => event.data)).toEqual(expected)
      expect(answer.chunks?.join('')).toBe(answer.body)
      expect(answer.chunks).toHaveLength(texts.length)
    }),
  )
})

test.each([
  ['application/jsonl', '\n'],
  ['application/x-ndjson', '\n'],
  ['application/json-seq', '\n'],
] as const)('%s has every value as it was, a chunk each', (type, end) => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), (values) => {
      const answer = mockOf({ [type]: { itemSchema: true, example: values } }).get()
      const chunks = answer.chunks ?? []
      expect(chunks.every((chunk) => chunk.endsWith(end))).toBe(true)
      const read = chunks.map((chunk) => JSON.parse(chunk.replace('\u001e', '')))
      expect(read).toEqual(JSON.parse(JSON.stringify(values)))
      expect(header(answer, 'content-type')).toMatch(type)
    }),
  )
})
