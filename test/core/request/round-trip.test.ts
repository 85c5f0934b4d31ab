/** What a client encodes by the standard is what the mock decodes, and nothing that is sent makes it throw. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MockRequest } from '../../../src/index.ts'
import { compileBodyCase, compileCase } from './reading.ts'

type Scalar = string | number | boolean
type Value = Scalar | readonly Scalar[] | Readonly<Record<string, Scalar>>

const encode = (value: Scalar) => encodeURIComponent(String(value))
const pairs = (value: Value) => Object.entries(value as Readonly<Record<string, Scalar>>)
const isList = (value: Value): value is readonly Scalar[] => Array.isArray(value)
const isObject = (value: Value) => typeof value === 'object' && !Array.isArray(value)

/** RFC 6570: values in turn behind a delimiter, or `name=value` where they are exploded. */
function joined(value: Value, explode: boolean, delimiter: string, name?: string): string {
  if (isList(value)) {
    const items = value.map((item) =>
      name !== undefined && explode ? `${name}=${encode(item)}` : encode(item),
    )
    return items.join(explode ? delimiter : ',')
  }
  if (!isObject(value)) return encode(value as Scalar)
  const between = explode ? '=' : ','
  return pairs(value)
    .map(([key, item]) => `${encode(key)}${between}${encode(item)}`)
    .join(explode ? delimiter : ',')
}

type Encode = (value: Value, explode: boolean) => string

const PATHS: Readonly<Record<string, Encode>> = {
  simple: (value, explode) => joined(value, explode, ','),
  label: (value, explode) => `.${joined(value, explode, '.')}`,
  matrix: (value, explode) => {
    if (explode && typeof value === 'object') return `;${joined(value, true, ';', 'p')}`
    return `;p=${joined(value, false, ',')}`
  },
}

const QUERIES: Readonly<Record<string, Encode>> = {
  form: (value, explode) => {
    if (explode && isList(value)) return joined(value, true, '&', 'p')
    return explode && isObject(value) ? joined(value, true, '&') : `p=${joined(value, false, ',')}`
  },
  spaceDelimited: (value) => `p=${joined(value, false, ',').replaceAll(',', '%20')}`,
  pipeDelimited: (value) => `p=${joined(value, false, ',').replaceAll(',', '%7C')}`,
}

const text = fc.string({ minLength: 1, unit: 'grapheme' }).map((one) => one.toWellFormed())
/** A dot is never percent-encoded, so an exploded label cannot tell it from its delimiter. */
const textOf = (style: string) => text.filter((one) => !(style === 'label' ? /\./ : /[ |]/).test(one))
const int = fc.integer()

const OBJECT = {
  type: 'object',
  required: ['a', 'b', 'c'],
  properties: { a: { type: 'string' }, b: { type: 'integer' }, c: { type: 'boolean' } },
}

const kinds = (style: string): readonly (readonly [unknown, fc.Arbitrary<Value>])[] => [
  [{ type: 'string' }, text],
  [{ type: 'integer' }, int],
  [{ type: 'boolean' }, fc.boolean()],
  [{ type: 'array', items: { type: 'string' } }, fc.array(textOf(style), { minLength: 1 })],
  [{ type: 'array', items: { type: 'integer' } }, fc.array(int, { minLength: 1 })],
  [OBJECT, fc.record({ a: textOf(style), b: int, c: fc.boolean() })],
]

const combinations = (styles: Readonly<Record<string, Encode>>) =>
  Object.entries(styles).flatMap(([style, write]) =>
    [true, false].flatMap((explode) =>
      kinds(style).map(([schema, values]) => ({ style, write, explode, schema, values })),
    ),
  )

for (const { style, write, explode, schema, values } of combinations(PATHS)) {
  test(`path ${style}, explode ${explode}, ${JSON.stringify(schema)}`, () => {
    const parameter = { name: 'p', in: 'path', required: true, style, explode, schema }
    const read = compileCase({ template: '/x/{p}', parameters: [parameter] })
    fc.assert(
      fc.property(values, (value) => {
        const { values: found, violations } = read(`/x/${write(value, explode)}`)
        expect(violations).toEqual([])
        expect(found.path.p).toEqual(value)
      }),
    )
  })
}

const DELIMITED = new Set(['spaceDelimited', 'pipeDelimited'])

for (const { style, write, explode, schema, values } of combinations(QUERIES)) {
  if (explode && DELIMITED.has(style)) continue
  test(`query ${style}, explode ${explode}, ${JSON.stringify(schema)}`, () => {
    const parameter = { name: 'p', in: 'query', required: true, style, explode, schema }
    const read = compileCase({ parameters: [parameter] })
    fc.assert(
      fc.property(values, (value) => {
        const { values: found, violations } = read(`/x?${write(value, explode)}&other=1`)
        expect(violations).toEqual([])
        expect(found.query.p).toEqual(value)
      }),
    )
  })
}

/** Headers are not percent-encoded, so that a text of theirs cannot hold the delimiters. */
const token = fc.stringMatching(/^[!-+\-.-<>-~]+$/)
const headers: readonly (readonly [unknown, fc.Arbitrary<Value>])[] = [
  [{ type: 'string' }, token],
  [{ type: 'integer' }, int],
  [{ type: 'array', items: { type: 'string' } }, fc.array(token, { minLength: 1 })],
  [{ type: 'array', items: { type: 'integer' } }, fc.array(int, { minLength: 1 })],
  [OBJECT, fc.record({ a: token, b: int, c: fc.boolean() })],
]

for (const [schema, values] of headers) {
  test.each([true, false])(`header, ${JSON.stringify(schema)}, explode %s`, (explode) => {
    const read = compileCase({ parameters: [{ name: 'P', in: 'header', required: true, explode, schema }] })
    fc.assert(
      fc.property(values, (value) => {
        const header = decodeURIComponent(joined(value, explode, ','))
        const { values: found, violations } = read('/x', { p: header.replaceAll(',', ', ') })
        expect(violations).toEqual([])
        expect(found.header.P).toEqual(value)
      }),
    )
  })
}

for (const { explode, schema, values } of combinations({ form: QUERIES.form as Encode })) {
  test(`cookie, explode ${explode}, ${JSON.stringify(schema)}`, () => {
    const read = compileCase({ parameters: [{ name: 'p', in: 'cookie', required: true, explode, schema }] })
    fc.assert(
      fc.property(values, (value) => {
        const cookie = `y=1; ${(QUERIES.form as Encode)(value, explode)}; z=2`
        const { values: found, violations } = read('/x', { cookie })
        expect(violations).toEqual([])
        expect(found.cookie.p).toEqual(value)
      }),
    )
  })
}

const TREE = {
  type: 'object',
  properties: {
    a: { type: 'string' },
    n: {
      type: 'object',
      properties: { b: { type: 'integer' }, l: { type: 'array', items: { type: 'string' } } },
    },
    o: {
      type: 'array',
      items: { type: 'object', properties: { c: { type: 'boolean' }, d: { type: 'number' } } },
    },
  },
}
const tree = fc.record({
  a: text,
  n: fc.record({ b: int, l: fc.array(text, { minLength: 1 }) }),
  o: fc.array(fc.record({ c: fc.boolean(), d: fc.double({ noNaN: true, noDefaultInfinity: true }) }), {
    minLength: 1,
  }),
})

/** Objects in brackets by name, lists by index. */
function inBrackets(name: string, value: unknown): string {
  if (typeof value !== 'object' || value === null) return `${encode(name)}=${encode(value as Scalar)}`
  return Object.entries(value)
    .map(([key, below]) => inBrackets(`${name}[${key}]`, below))
    .join('&')
}

/** JSON knows no negative zero, and neither does a text. */
const sameNumber = (value: unknown) => JSON.parse(JSON.stringify(value))

test('deepObject in depth', () => {
  const read = compileCase({ parameters: [{ name: 'p', in: 'query', style: 'deepObject', schema: TREE }] })
  fc.assert(
    fc.property(tree, (value) => {
      const { values, violations } = read(`/x?${inBrackets('p', value)}`)
      expect(violations).toEqual([])
      expect(sameNumber(values.query.p)).toEqual(sameNumber(value))
    }),
  )
})

const formSchema = {
  type: 'object',
  required: ['a', 'l', 'o'],
  additionalProperties: false,
  properties: { a: { type: 'string' }, l: { type: 'array', items: { type: 'string' } }, o: OBJECT },
}
const forms = fc.record({
  a: text,
  l: fc.array(text, { minLength: 1 }),
  o: fc.record({ a: text, b: int, c: fc.boolean() }),
})

test('an urlencoded form as URLSearchParams writes it', () => {
  const read = compileBodyCase({ content: { 'application/x-www-form-urlencoded': { schema: formSchema } } })
  fc.assert(
    fc.property(forms, ({ a, l, o }) => {
      const form = new URLSearchParams([['a', a], ...l.map((item): [string, string] => ['l', item])])
      form.append('o', JSON.stringify(o))
      const body = read(form.toString(), {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      })
      expect(body).toMatchObject({ ok: true, violations: [], value: { a, l, o } })
    }),
  )
})

test('a multipart form as fetch writes it, files included', async () => {
  const schema = {
    ...formSchema,
    properties: { ...formSchema.properties, f: { type: 'string', format: 'binary' } },
  }
  const read = compileBodyCase({ content: { 'multipart/form-data': { schema } } })
  // line breaks within a field are made CRLF by the standard for forms
  const line = (one: string) => one.replace(/[\r\n]/g, ' ')
  await fc.assert(
    fc.asyncProperty(forms, fc.uint8Array({ maxLength: 40 }), async ({ a, l, o }, bytes) => {
      const form = new FormData()
      form.append('a', line(a))
      for (const item of l) form.append('l', line(item))
      form.append('o', new Blob([JSON.stringify(o)], { type: 'application/json' }))
      form.append('f', new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/png' }), '图 "1".png')
      const sent = new Response(form)
      const type = sent.headers.get('content-type') as string
      const body = read(new Uint8Array(await sent.arrayBuffer()), { 'content-type': type })
      expect(body).toMatchObject({ ok: true, violations: [], value: { a: line(a), l: l.map(line), o } })
    }),
  )
})

const escaped = (one: string) => one.replace(/[<>&"]/g, (char) => `&#${char.charCodeAt(0)};`)

test('XML of texts, attributes and lists', () => {
  const schema = {
    type: 'object',
    properties: {
      id: { type: 'integer', xml: { attribute: true } },
      s: { type: 'string', xml: { attribute: true } },
      name: { type: 'string' },
      tags: { type: 'array', xml: { wrapped: true }, items: { type: 'string', xml: { name: 'tag' } } },
      n: { type: 'array', items: { type: 'integer' } },
    },
  }
  const read = compileBodyCase({ content: { 'application/xml': { schema } } })
  const values = fc.record({
    id: int,
    s: text,
    name: text,
    tags: fc.array(text),
    n: fc.array(int, { minLength: 1 }),
  })
  fc.assert(
    fc.property(values, (value) => {
      const tags = value.tags.map((tag) => `<tag>${escaped(tag)}</tag>`).join('')
      const numbers = value.n.map((one) => `<n>${one}</n>`).join('\n')
      const attributes = `id="${value.id}" s="${escaped(value.s)}"`
      const xml = `<x ${attributes}><name>${escaped(value.name)}</name><tags>${tags}</tags>${numbers}</x>`
      expect(read(xml, { 'content-type': 'application/xml' })).toMatchObject({
        ok: true,
        violations: [],
        value,
      })
    }),
  )
})

const everyStyle = [
  ...Object.keys(PATHS).map((style) => ({ name: style, in: 'path', style, schema: OBJECT })),
  ...['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'].flatMap((style) => [
    { name: `o${style}`, in: 'query', style, schema: OBJECT },
    { name: 'p', in: 'query', style, schema: { type: ['array', 'null'], items: { type: 'integer' } } },
    { name: 'q', in: 'query', style, explode: true, schema: TREE },
  ]),
  { name: 'free', in: 'query', schema: { type: 'object', additionalProperties: { type: 'number' } } },
  { name: 'j', in: 'query', content: { 'application/json': { schema: OBJECT } } },
  { name: 'whole', in: 'querystring', content: { 'application/x-www-form-urlencoded': { schema: TREE } } },
  { name: 'h', in: 'header', schema: OBJECT },
  { name: 'c', in: 'cookie', schema: { type: 'array', items: { type: 'integer' } } },
]

test('no query, header, cookie or path makes the reading throw', () => {
  const read = compileCase({ template: '/x/{simple}/{label}/{matrix}', parameters: everyStyle })
  const pieces = fc.constantFrom(
    ...'p q [ ] [a] [] [0] = & ; , . | + % %2C %zz { } " a=1 free __proto__ n'.split(' '),
  )
  const messy = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }).map((list) => list.join(''))
  fc.assert(
    fc.property(messy, messy, messy, messy, (query, h, cookie, segment) => {
      const path = `/x/${encodeURIComponent(segment) || '1'}/.a/;matrix=1`
      const { violations } = read(`${path}?${query}`, { h, cookie })
      for (const { message } of violations) expect(message).toMatch(/ parameter /)
    }),
    { numRuns: 3000 },
  )
})

const TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=b',
  'multipart/mixed; boundary=b',
  'application/xml',
  'application/x-ndjson',
  'text/plain; charset=utf-16le',
  'application/octet-stream',
  'application/yaml',
  '',
  ';;=',
]

test('no body and no Content-Type makes the reading throw', () => {
  const read = compileBodyCase({ required: true, content: { '*/*': { schema: TREE } } })
  const tokens =
    '--b|--b--|\r\n|\n|Content-Disposition: form-data; name="n"|Content-Type: application/json|:|<a>|</a>|<a b="1"/>|<![CDATA[' +
    '|]]>|<!--|&#x110000;|&amp;|<!DOCTYPE a [|{|}|[|]|"n"|:|,|1|n[b]=1|o[][c]=x|&|=|%|\u0000|\ud800'
  const messy = fc.array(fc.oneof(fc.constantFrom(...tokens.split('|')), fc.string()), { maxLength: 40 })
  const bodies = fc.oneof(
    messy.map((list) => new TextEncoder().encode(list.join(''))),
    fc.uint8Array(),
  )
  const types = fc.oneof(fc.constantFrom(...TYPES), fc.string())
  fc.assert(
    fc.property(bodies, types, (body, type) => {
      const headers: MockRequest['headers'] = { 'content-type': type }
      const read1 = read(body, headers)
      if (!read1.ok) expect(read1.detail).toMatch(/\S/)
    }),
    { numRuns: 5000 },
  )
})
