import { headerOf, headerValue } from '../message.ts'
import { SCENARIO, withoutScenario } from '../preference/scenario.ts'
import { decodeHeader, percentDecode } from '../utf8.ts'
import { takeContent } from './content-parameter.ts'
import { cuttingOf } from './cutting.ts'
import type { DeclaredParameter, RequestTools } from './declared.ts'
import { compileField, type Field } from './field.ts'
import {
  type DecodeText,
  decodeCookie,
  decodeForm,
  decodeNothing,
  type RawTexts,
  readQuery,
} from './query.ts'
import { compileRawPath } from './raw-path.ts'
import type { Shape } from './shape.ts'
import { compileReading, repeated, type Taken } from './taken.ts'
import type { RequestTexts, Route } from './texts.ts'

/** Takes one parameter from a request; `undefined` where it was not sent. */
export type Take = (texts: RequestTexts) => Taken | undefined

/** Compiles the taking of all parameters of an operation, in their order. */
export function compileTakes(
  parameters: readonly DeclaredParameter[],
  route: Route,
  tools: RequestTools,
): readonly Take[] {
  const fields = parameters.map((parameter) => toField(parameter, tools))
  return parameters.map((parameter, index) => {
    const field = fields[index] as Field
    if (parameter.in === 'querystring') return takeWhole(parameter, tools)
    if (parameter.in === 'path') return takePath(parameter, route.template, tools)
    if (parameter.in === 'header') return takeHeader(parameter, tools)
    const others = fields.filter((other, at) => other !== field && parameters[at]?.in === parameter.in)
    return parameter.in === 'query'
      ? takeQuery(field, others, route)
      : takeCookie(field, others, isSpread(parameter, tools))
  })
}

/** A parameter of the query or the cookies as one field among the others. */
function toField(parameter: DeclaredParameter, tools: RequestTools): Field {
  const { name, content, allowEmptyValue = false } = parameter
  const decode = decoderOf(parameter)
  if (content !== undefined) {
    const read = takeContent(parameter, tools)
    return {
      takesLeftOver: false,
      owns: (sent) => sent === name,
      take(texts) {
        const given = texts.get(name)
        if (given === undefined) return undefined
        return given.length > 1 ? repeated(given, decode) : read(given[0] as string, decode)
      },
    }
  }
  const style = parameter.style === 'cookie' ? 'form' : (parameter.style ?? 'form')
  const explode = parameter.explode ?? style === 'form'
  return compileField({
    name,
    shape: tools.shapeOf(parameter.schema),
    style,
    explode,
    decode,
    allowEmptyValue,
  })
}

function decoderOf({ in: location, allowReserved, style }: DeclaredParameter): DecodeText {
  if (location === 'cookie') return style === 'cookie' ? decodeNothing : decodeCookie
  // where reserved characters stand for themselves, so does `+` (RFC 6570, 3.2.3)
  return allowReserved === true ? percentDecode : decodeForm
}

function takeQuery(field: Field, others: readonly Field[], { credentials = [] }: Route): Take {
  return ({ query }) => field.take(query, () => leftOver(query, others, credentials))
}

/** Names that no other parameter, no preference of the mock and no credential has. */
function leftOver(
  texts: RawTexts,
  others: readonly Field[],
  credentials: readonly string[],
): readonly string[] {
  return [...texts.keys()].filter(
    (name) =>
      !name.startsWith('__') &&
      name !== SCENARIO &&
      !credentials.includes(name) &&
      !others.some((other) => other.owns(name)),
  )
}

function takeCookie(field: Field, others: readonly Field[], spread: boolean): Take {
  const takeFrom = (cookies: RawTexts) => field.take(cookies, () => leftOver(cookies, others, []))
  return ({ cookies, headers }) => {
    const taken = takeFrom(cookies())
    if (!spread) return taken
    const header = withoutScenario(headerValue(headers.cookie) ?? '')
    return header.includes('&') ? preferred(takeFrom(readQuery(header.replace(/;\s*/g, '&'))), taken) : taken
  }
}

/** The form style joins an exploded value with `&`, also where it is a cookie (OpenAPI 3.1.1, 4.8.12.4). */
function isSpread(
  { style = 'form', explode = true, schema }: DeclaredParameter,
  tools: RequestTools,
): boolean {
  return style === 'form' && explode && !isPlain(tools.shapeOf(schema))
}

function preferred(first: Taken | undefined, second: Taken | undefined): Taken | undefined {
  if (first === undefined || second === undefined) return first ?? second
  if (!first.ok || !second.ok) return first.ok ? first : second.ok ? second : first
  return { ...first, others: [...(first.others ?? []), second.value, ...(second.others ?? [])] }
}

/** The whole query as one value (OpenAPI 3.2, `in: querystring`). */
function takeWhole(parameter: DeclaredParameter, tools: RequestTools): Take {
  const read = takeContent(parameter, tools)
  const isForm = Object.keys(parameter.content ?? {})[0]?.includes('urlencoded') === true
  return ({ rawQuery }) => {
    const pairs = rawQuery.split('&').filter((pair) => !pair.startsWith('__'))
    const raw = pairs.join('&')
    return raw === '' ? undefined : read(raw, isForm ? decodeNothing : percentDecode)
  }
}

/** A scalar is taken as the router decoded it. What is cut at delimiters is cut before it is decoded. */
function takePath(parameter: DeclaredParameter, template: string, tools: RequestTools): Take {
  const { name, content, style = 'simple', explode = false } = parameter
  if (content !== undefined) {
    const read = takeContent(parameter, tools)
    return ({ path }) => read(path[name] ?? '', decodeNothing)
  }
  const shape = tools.shapeOf(parameter.schema)
  const cutting = cuttingOf(style, explode && !isPlain(shape), name)
  const readDecoded = compileReading(cutting, shape, decodeNothing)
  if (isPlain(shape)) return ({ path }) => readDecoded(path[name] ?? '')
  const readRaw = compileReading(cutting, shape, percentDecode)
  const rawTexts = compileRawPath(template)
  return ({ path, rawPath }) => {
    const raw = rawTexts(rawPath).get(name)
    return raw === undefined ? readDecoded(path[name] ?? '') : readRaw(raw)
  }
}

function takeHeader(parameter: DeclaredParameter, tools: RequestTools): Take {
  const { name, content, explode = false } = parameter
  const shape = tools.shapeOf(parameter.schema)
  const trim: DecodeText = (raw) => raw.trim()
  const isOne = content !== undefined || isPlain(shape)
  const read = compileReading(
    cuttingOf('simple', explode, name),
    shape,
    isPlain(shape) ? decodeNothing : trim,
  )
  const readContent = content === undefined ? undefined : takeContent(parameter, tools)
  return ({ headers }) => {
    const given = headerOf(headers, name)
    if (given === undefined) return undefined
    const lines = typeof given === 'string' ? [decodeHeader(given)] : given.map(decodeHeader)
    if (lines.length === 0) return undefined
    if (isOne && lines.length > 1) return repeated(lines, decodeNothing)
    const text = lines.length === 1 ? (lines[0] as string) : lines.join(',')
    return readContent?.(text, decodeNothing) ?? read(text)
  }
}

function isPlain({ isList, isObject }: Shape): boolean {
  return !isList && !isObject
}
