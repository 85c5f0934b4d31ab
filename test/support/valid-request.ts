import type { MediaTypeObject, ParameterObject, RequestBodyObject } from '../../src/core/document/openapi.ts'
import type { DeclaredOperation } from '../../src/core/document/operations.ts'
import type { References } from '../../src/core/document/references.ts'
import type { Schema } from '../../src/core/document/schema.ts'
import { isJson } from '../../src/core/media-type.ts'
import { compileGenerator } from '../../src/core/schema/generator.ts'
import type { Validators } from '../../src/core/schema/validator.ts'
import { createRandom, type MockRequest, type Random } from '../../src/index.ts'

/** Builds requests that a document allows, from its schemas alone: what a client generated from it would send. */
export function createRequests(references: References, validators: Validators) {
  const context = {
    direction: 'request' as const,
    resolve: (reference: string) => references.at(reference) as Schema,
    validate: (schema: Schema, value: unknown) => validators.compile(schema, 'request')(value).length === 0,
  }
  const make = (schema: Schema, random: Random) => compileGenerator(schema, context)(random)

  const parameterValue = (parameter: ParameterObject, random: Random): unknown => {
    const [content] = Object.values(
      (parameter as { content?: Record<string, MediaTypeObject> }).content ?? {},
    )
    const schema = parameter.schema ?? content?.schema ?? { type: 'string' }
    const value = make(schema, random)
    return content === undefined ? value : JSON.stringify(value)
  }

  return (operation: DeclaredOperation, seed: number): MockRequest | undefined => {
    const random = createRandom(seed).at(operation.id)
    const required = operation.parameters.filter(
      (one) => (one.required === true && !NOT_PARAMETERS.test(one.name)) || one.in === 'path',
    )
    const values = required.map(
      (parameter) => [parameter, parameterValue(parameter, random.at(parameter.name))] as const,
    )
    const of = (location: string) => values.filter(([parameter]) => parameter.in === location)
    const [path = '', query = ''] = of('path')
      .reduce(
        (template, [parameter, value]) =>
          template.replaceAll(`{${parameter.name}}`, pathText(parameter, value)),
        operation.template.replace(/#.*$/, ''),
      )
      .replace(/\{[^}]*\}/g, '1')
      .split('?')
    const body = bodyOf(operation, random.at('body'))
    if (body === 'unbuilt') return undefined
    const credentials = credentialsFor(operation.object, references)
    const cookie = [
      ...of('cookie').map(([{ name }, value]) => `${name}=${encodeURIComponent(flat(value))}`),
      ...credentials.cookie,
    ].join('; ')
    return {
      method: operation.method,
      path,
      query: [query, ...credentials.query, ...of('query').flatMap(queryPairs)]
        .filter((one) => one !== '')
        .join('&'),
      headers: {
        ...credentials.headers,
        ...Object.fromEntries(of('header').map(([{ name }, value]) => [name.toLowerCase(), flat(value)])),
        ...(cookie === '' ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': body.type }),
      },
      ...(body === undefined ? {} : { body: body.bytes }),
    }
  }

  function bodyOf(
    { object }: DeclaredOperation,
    random: Random,
  ): { type: string; bytes: Uint8Array } | 'unbuilt' | undefined {
    if (object.requestBody === undefined) return undefined
    const { content = {}, required } = references.resolve<RequestBodyObject>(object.requestBody)
    const types = Object.keys(content)
    const type = types.find(isJson) ?? types.find((one) => BODIES[one] !== undefined)
    const text = type === undefined ? undefined : bodyText(type, make(content[type]?.schema ?? true, random))
    if (type === undefined || text === undefined) return required === true ? 'unbuilt' : undefined
    const sentAs = type === 'multipart/form-data' ? `${type}; boundary=xyz` : type
    return { type: sentAs, bytes: Buffer.from(text) }
  }
}

function bodyText(type: string, value: unknown): string | undefined {
  return isJson(type) ? JSON.stringify(value) : BODIES[type]?.(value)
}

/** Headers that OpenAPI leaves to other parts of the document. */
const NOT_PARAMETERS = /^(accept|content-type|authorization)$/i

interface Scheme {
  readonly type: string
  readonly scheme?: string
  readonly in?: string
  readonly name?: string
}

/** Credentials in the shape that the first alternative of an operation's security asks for. */
function credentialsFor(operation: object, references: References) {
  const document = references.at('#') as {
    security?: object[]
    components?: { securitySchemes?: Record<string, Scheme> }
  }
  const [alternative = {}] = (operation as { security?: object[] }).security ?? document.security ?? []
  const headers: Record<string, string> = {}
  const query: string[] = []
  const cookie: string[] = []
  for (const name of Object.keys(alternative)) {
    const scheme = references.resolve<Scheme>(document.components?.securitySchemes?.[name] as Scheme)
    if (scheme?.type === 'apiKey' && scheme.in === 'query') query.push(`${scheme.name}=key`)
    else if (scheme?.type === 'apiKey' && scheme.in === 'cookie') cookie.push(`${scheme.name}=key`)
    else if (scheme?.type === 'apiKey') headers[String(scheme.name).toLowerCase()] = 'key'
    else if (scheme?.type === 'http' && scheme.scheme?.toLowerCase() === 'basic')
      headers.authorization = 'Basic dXNlcjpwYXNz'
    else headers.authorization ??= 'Bearer token'
  }
  return { headers, query, cookie }
}

const BODIES: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  'text/plain': (value) => (typeof value === 'string' ? value : undefined),
  'application/octet-stream': () => 'bytes',
  'application/x-www-form-urlencoded': (value) =>
    isFlat(value)
      ? new URLSearchParams(Object.entries(value).map(([name, one]) => [name, String(one)])).toString()
      : undefined,
  'multipart/form-data': (value) =>
    isFlat(value)
      ? `${Object.entries(value)
          .map(
            ([name, one]) =>
              `--xyz\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${String(one)}\r\n`,
          )
          .join('')}--xyz--\r\n`
      : undefined,
}

function isFlat(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((one) => typeof one !== 'object')
  )
}

function flat(value: unknown): string {
  if (Array.isArray(value)) return value.join(',')
  if (typeof value === 'object' && value !== null) return Object.entries(value).flat().join(',')
  return String(value)
}

function pathText({ style = 'simple', explode = false, name }: ParameterObject, value: unknown): string {
  const text = Array.isArray(value)
    ? value.map((one) => encodeURIComponent(String(one))).join(',')
    : encodeURIComponent(flat(value))
  if (style === 'label') return `.${text}`
  return style === 'matrix' && !explode ? `;${name}=${text}` : text
}

function queryPairs([{ name, style = 'form', explode = style === 'form' }, value]: readonly [
  ParameterObject,
  unknown,
]): readonly string[] {
  const encode = (one: unknown) =>
    encodeURIComponent(typeof one === 'object' ? JSON.stringify(one) : String(one))
  if (Array.isArray(value)) {
    if (explode) return value.map((one) => `${encode(name)}=${encode(one)}`)
    const delimiter = style === 'pipeDelimited' ? '|' : style === 'spaceDelimited' ? '%20' : ','
    return [`${encode(name)}=${value.map(encode).join(delimiter)}`]
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
    if (style === 'deepObject')
      return entries.map(([key, one]) => `${encode(name)}[${encode(key)}]=${encode(one)}`)
    if (explode) return entries.map(([key, one]) => `${encode(key)}=${encode(one)}`)
    return [`${encode(name)}=${entries.flat().map(encode).join(',')}`]
  }
  return [`${encode(name)}=${encode(value)}`]
}
