import type { MediaTypeObject, RequestBodyObject } from '../core/document/openapi.ts'
import type { DeclaredOperation } from '../core/document/operations.ts'
import type { References } from '../core/document/references.ts'
import type { Schema } from '../core/document/schema.ts'
import type { DeclaredParameter } from '../core/request/declared.ts'
import { compileGenerator } from '../core/schema/generator.ts'
import type { Validators } from '../core/schema/validator.ts'
import { createRandom, type MockRequest, type Random } from '../index.ts'
import { credentialsFor } from './credentials.ts'
import { createBodyEncoder } from './encode-body.ts'
import { type WrittenBody, writeBody, writeOrder } from './write-body.ts'
import { cookieText, headerText, pathText, queryPairs } from './write-parameter.ts'

/** What a request says, before it is written: parameters with their values, and the body. */
export interface RequestPlan {
  readonly operation: DeclaredOperation
  readonly values: readonly PlannedValue[]
  readonly body?: PlannedBody
}

export type PlannedValue = readonly [parameter: DeclaredParameter, value: unknown]

export interface PlannedBody {
  readonly type: string
  readonly value: unknown
  readonly schema: Schema
  readonly required: boolean
  readonly declared: MediaTypeObject
}

export interface PlanWishes {
  /** Gives the optional parameters too. Default false. */
  readonly optional?: boolean
  /** The media type of the body, as the document writes it. By default the one that is written most simply. */
  readonly mediaType?: string
}

export interface Requests {
  /** Throws where the document allows no request. */
  plan(operation: DeclaredOperation, seed: number | string, wishes?: PlanWishes): RequestPlan
  /** `undefined` where HTTP or this client cannot carry it. */
  write(plan: RequestPlan): MockRequest | undefined
}

/** Makes requests that a document allows, from its schemas alone: what a client generated from it would send. */
export function createRequests(references: References, validators: Validators): Requests {
  const context = {
    direction: 'request' as const,
    resolve: (reference: string) => references.at(reference) as Schema,
    validate: (schema: Schema, value: unknown) => validators.compile(schema, 'request')(value).length === 0,
  }
  const make = (schema: Schema, random: Random) => compileGenerator(schema, context)(random)

  const encodeBody = createBodyEncoder(references, validators, (schema) => compileGenerator(schema, context))

  const pick = (parameter: DeclaredParameter, random: Random, template: string): unknown => {
    const schema = schemaOf(parameter, references)
    const tries = Array.from(
      { length: MOST_TRIES },
      (_, at) => () => make(schema, at === 0 ? random : random.at(at)),
    )
    const found = tries.find((next) => isCarried(parameter, next(), template))
    return (found ?? tries[0])?.()
  }

  const bodyOf = (
    { object }: DeclaredOperation,
    random: Random,
    mediaType: string | undefined,
  ): PlannedBody | undefined => {
    if (object.requestBody === undefined) return undefined
    const { content = {}, required = false } = references.resolve<RequestBodyObject>(object.requestBody)
    const type = mediaType ?? writeOrder(Object.keys(content))[0]
    if (type === undefined) return undefined
    const declared = references.resolve<MediaTypeObject>(content[type] ?? {})
    const { schema = true } = declared
    return { type, value: make(schema, random), schema, required, declared }
  }

  return {
    plan(operation, seed, { optional = false, mediaType } = {}) {
      const random = createRandom(seed).at(operation.id)
      const values = operation.parameters
        .filter((one) => one.in === 'path' || ((optional || one.required === true) && !isLeftOut(one)))
        .map((one): PlannedValue => [one, pick(one, random.at(one.name), operation.template)])
      const body = bodyOf(operation, random.at('body'), mediaType)
      return { operation, values, ...(body === undefined ? {} : { body }) }
    },
    write: (plan) => writeRequest(plan, references, encodeBody),
  }
}

const MOST_TRIES = 16

/** Headers that OpenAPI leaves to other parts of the document (3.1, 4.8.12.1). */
function isLeftOut({ in: place, name }: DeclaredParameter): boolean {
  return place === 'header' && /^(accept|content-type|authorization)$/i.test(name)
}

export function schemaOf({ schema, content }: DeclaredParameter, references: References): Schema {
  const [media] = Object.values(content ?? {})
  return schema ?? (media && references.resolve<MediaTypeObject>(media).schema) ?? { type: 'string' }
}

/** Whether a value comes through its place as it is: paths have no empty segments, headers one line of Latin text. */
function isCarried(parameter: DeclaredParameter, value: unknown, template: string): boolean {
  if (parameter.in === 'header')
    return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(headerText(parameter, value))
  if (parameter.in !== 'path') return true
  const text = pathText(parameter, value)
  const segment = template.split('/').find((one) => one.includes(`{${parameter.name}}`)) ?? ''
  const between = segment.match(/\}([^{}]+)(?=\{)/g)?.map((one) => one.slice(1)) ?? []
  return text !== undefined && !between.some((literal) => text.includes(literal))
}

function writeRequest(
  { operation, values, body }: RequestPlan,
  references: References,
  encodeBody: (body: PlannedBody) => WrittenBody,
): MockRequest | undefined {
  const of = (place: string) => values.filter(([parameter]) => parameter.in === place).map(withContent)
  const credentials = credentialsFor(operation.object, references)
  const pairs = [
    ...of('query').flatMap(([parameter, value]) => queryPairs(parameter, value)),
    ...of('querystring').map(([, value]) => String(value)),
  ]
  const target = targetOf(operation.template, of('path'))
  if (target === undefined) return undefined
  const names = new Set([...pairs, ...credentials.query].map((pair) => pair.split('=')[0]))
  const fromTemplate = target.query.split('&').filter((pair) => pair !== '' && !names.has(pair.split('=')[0]))
  const sent = new Set(pairs.map((pair) => pair.split('=')[0]))
  const keys = credentials.query.filter((pair) => !sent.has(pair.split('=')[0]))
  const written = body && (writeBody(body.type, body.value, body.declared) ?? encodeBody(body))
  const cookie = [...of('cookie').map(([one, value]) => cookieText(one, value)), ...credentials.cookie].join(
    '; ',
  )
  return {
    method: operation.method,
    path: target.path,
    query: [...fromTemplate, ...new Set(keys), ...pairs].join('&'),
    headers: {
      ...credentials.headers,
      ...Object.fromEntries(
        of('header').map(([one, value]) => [one.name.toLowerCase(), headerText(one, value)]),
      ),
      ...(cookie === '' ? {} : { cookie }),
      ...contentHeaders(written),
    },
    ...(written === undefined ? {} : { body: written.bytes }),
  }
}

function contentHeaders(written: WrittenBody | undefined) {
  return written === undefined ? {} : { 'content-type': written.type }
}

/** A parameter with `content` is one text in that media type. */
function withContent([parameter, value]: PlannedValue): PlannedValue {
  const [type] = Object.keys(parameter.content ?? {})
  if (type === undefined) return [parameter, value]
  if (/x-www-form-urlencoded/.test(type) && typeof value === 'object' && value !== null)
    return [
      parameter,
      Object.entries(value)
        .flatMap(([name, one]) => queryPairs({ name }, one))
        .join('&'),
    ]
  return [parameter, typeof value === 'string' && !/json/.test(type) ? value : JSON.stringify(value)]
}

/** The path of a template, and the query that some documents write behind it. */
function targetOf(template: string, values: readonly PlannedValue[]) {
  const texts = values.map(([parameter, value]) => [parameter.name, pathText(parameter, value)] as const)
  if (texts.some(([, text]) => text === undefined)) return undefined
  const filled = texts.reduce(
    (text, [name, value]) => text.replaceAll(`{${name}}`, value as string),
    template.replace(/#.*$/, ''),
  )
  const [path = '', query = ''] = filled
    .replace(/\{[?&#][^{}]*\}/g, '')
    .replace(/\{[^}]*\}/g, '1')
    .replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text.toWellFormed())) // the template's own words
    .split('?')
  return { path, query }
}
