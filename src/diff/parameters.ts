import type { ParameterObject } from '../core/document/openapi.ts'
import type { DeclaredOperation } from '../core/document/operations.ts'
import type { Placed } from '../core/document/places.ts'
import { templateNames } from '../core/document/template-names.ts'
import type { FindingCode } from '../findings/code-table.ts'
import { BY_OPERATION, type Change, type Use } from './change.ts'
import { mediaTypesOf } from './content.ts'
import { type Context, wholeOf } from './context.ts'
import { compareValue, type Scope } from './schema-changes.ts'
import type { Pair, Side } from './side.ts'
import { type Told, toldKeyword } from './told.ts'

interface Declared {
  readonly parameter: ParameterObject
  readonly place: Placed
}

/** The parameters of an operation. Those of its path are told apart by their place in it and not by their names. */
export function compareParameters(context: Context): readonly Change[] {
  const { sides, operation } = context
  const before = declaredOf(operation.before, sides.before)
  const after = declaredOf(operation.after, sides.after)
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, one]) => one)
  const added = [...after].filter(([key]) => !before.has(key)).map(([, one]) => one)
  const isMoved = ({ parameter }: Declared, others: readonly Declared[]) =>
    others.some((other) => other.parameter.name === parameter.name)
  const whole = wholeOf(context)
  return [
    ...[...before].flatMap(([key, old]) => {
      const now = after.get(key)
      return now === undefined ? [] : compareParameter({ before: old, after: now }, context)
    }),
    ...gone.flatMap((one) => {
      const moved = added.find((other) => other.parameter.name === one.parameter.name)
      return [moved === undefined ? removed(one, whole.after) : movedTo(one, moved)]
    }),
    ...added.filter((one) => !isMoved(one, gone)).map((one) => addedParameter(one, whole.before)),
  ]
}

function declaredOf(operation: DeclaredOperation, { places }: Side): ReadonlyMap<string, Declared> {
  const names = templateNames(operation.template)
  const found = operation.parameters.map((parameter): [string, Declared] => {
    const place = places.parameter(operation, parameter.in, parameter.name) ?? places.operation(operation)
    const name = parameter.in === 'path' ? names.indexOf(parameter.name) : nameIn(parameter)
    return [`${parameter.in} ${name}`, { parameter, place }]
  })
  return new Map(found)
}

/** Names of headers are alike in upper and lower case (RFC 9110, 5.1). */
function nameIn({ in: location, name }: ParameterObject): string {
  return location === 'header' ? name.toLowerCase() : name
}

function compareParameter({ before, after }: Pair<Declared>, context: Context): readonly Change[] {
  const [old, now] = [before.parameter, after.parameter]
  const places = { before: before.place, after: after.place }
  const change = (code: FindingCode, told: Told, what: string, use: Use = useOf(old)): Change => ({
    code,
    told: { en: `${toldOf(now).en}: ${told.en}`, zh: `${toldOf(now).zh}：${told.zh}` },
    detail: `${detailOf(now)} ${what}`,
    ...places,
    use,
  })
  const serialization = (['style', 'explode', 'allowReserved'] as const).flatMap((keyword) => {
    const [was, is] = [serializationOf(old)[keyword], serializationOf(now)[keyword]]
    return was === is ? [] : [change('PARAMETER_SERIALIZATION', toldKeyword(keyword, was, is), keyword)]
  })
  return [
    ...(old.name !== now.name && now.in === 'path'
      ? [change('PARAMETER_RENAMED', renamed(old), 'name')]
      : []),
    ...(isRequired(now) && !isRequired(old)
      ? [change('PARAMETER_REQUIRED', REQUIRED, 'required', { of: 'left out', name: detailOf(old) })]
      : []),
    ...(isRequired(old) && !isRequired(now) ? [change('PARAMETER_OPTIONAL', OPTIONAL, 'required')] : []),
    ...(isDeprecated(now) && !isDeprecated(old) ? [change('DEPRECATED', DEPRECATED, 'deprecated')] : []),
    ...(isDeprecated(old) && !isDeprecated(now) ? [change('DEPRECATED_NO_MORE', REVIVED, 'deprecated')] : []),
    ...serialization,
    ...compareSchema({ before, after }, change, context),
  ]
}

const REQUIRED = { en: 'it is required now', zh: '变为必填' }
const OPTIONAL = { en: 'it is required no more', zh: '不再必填' }
const DEPRECATED = { en: 'it is deprecated now', zh: '已标记为弃用' }
const REVIVED = { en: 'it is deprecated no more', zh: '不再弃用' }

function renamed(old: ParameterObject): Told {
  return { en: `it was called ${old.name}; requests stay the same`, zh: `原名 ${old.name}，请求不变` }
}

/** A value in a media type of its own is another thing than one by style. */
function compareSchema(
  { before, after }: Pair<Declared>,
  change: (code: FindingCode, told: Told, what: string) => Change,
  context: Context,
): readonly Change[] {
  const { parameter } = before
  const scope: Scope = {
    direction: 'request',
    told: toldOf(after.parameter),
    name: detailOf(after.parameter),
    useOf: (pointer, value) =>
      ({ ...useOf(parameter), pointer, ...(value !== undefined && { value }) }) as Use,
  }
  const [old, now] = [schemaOf(before, context.sides.before), schemaOf(after, context.sides.after)]
  const isOther = old.mediaType !== now.mediaType
  return [
    ...(isOther
      ? [change('PARAMETER_SERIALIZATION', toldKeyword('content', old.mediaType, now.mediaType), 'content')]
      : []),
    ...compareValue(old.schemas, now.schemas, scope, context),
  ]
}

function schemaOf({ place }: Declared, side: Side) {
  const [content] = mediaTypesOf(place, side)
  const schema = side.places.child(content?.[1] ?? place, 'schema')
  return { mediaType: content?.[0], schemas: schema === undefined ? [] : [schema] }
}

/** How a value is written, where the document does not say so (Parameter Object, OpenAPI 3.1, 4.8.12). */
function serializationOf({ in: location, style, explode, ...others }: ParameterObject) {
  const written = style ?? (location === 'query' || location === 'cookie' ? 'form' : 'simple')
  const { allowReserved } = others as { readonly allowReserved?: boolean }
  return { style: written, explode: explode ?? written === 'form', allowReserved: allowReserved ?? false }
}

function isRequired({ required }: ParameterObject): boolean {
  return required === true
}

function isDeprecated(parameter: ParameterObject): boolean {
  return (parameter as { readonly deprecated?: boolean }).deprecated === true
}

function removed({ parameter, place }: Declared, after: Placed): Change {
  return {
    code: 'PARAMETER_REMOVED',
    told: { en: `${toldOf(parameter).en} is gone`, zh: `${toldOf(parameter).zh} 被删去` },
    detail: detailOf(parameter),
    before: place,
    after,
    use: useOf(parameter),
  }
}

function movedTo(old: Declared, now: Declared): Change {
  const [from, to] = [old.parameter.in, now.parameter.in]
  return {
    code: 'PARAMETER_MOVED',
    told: {
      en: `${toldOf(old.parameter).en} is in the ${to} now`,
      zh: `${toldOf(old.parameter).zh} 改在 ${to} 中`,
    },
    detail: `${detailOf(old.parameter)} ${from} ${to}`,
    before: old.place,
    after: now.place,
    use: useOf(old.parameter),
  }
}

function addedParameter({ parameter, place }: Declared, before: Placed): Change {
  const needed = isRequired(parameter)
  const { en, zh } = toldOf(parameter)
  return {
    code: needed ? 'PARAMETER_REQUIRED' : 'PARAMETER_ADDED',
    told: { en: `${en} is new${needed ? ', and required' : ''}`, zh: `新增${needed ? '必填的' : ''}${zh}` },
    detail: detailOf(parameter),
    before,
    after: place,
    use: BY_OPERATION,
  }
}

function useOf(parameter: ParameterObject): Use {
  return { of: 'parameter', name: detailOf(parameter) }
}

function detailOf({ in: location, name }: ParameterObject): string {
  return `${location} ${name}`
}

function toldOf({ in: location, name }: ParameterObject): Told {
  const zh = { path: '路径参数', query: '查询参数', header: '请求头', cookie: 'Cookie' }[location] ?? '参数'
  return { en: `the ${location} parameter ${name}`, zh: `${zh} ${name}` }
}
