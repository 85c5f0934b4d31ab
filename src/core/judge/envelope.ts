import type { MediaTypeObject, ResponseObject } from '../document/openapi.ts'
import type { DeclaredOperation } from '../document/operations.ts'
import { isObject, type References } from '../document/references.ts'
import { isJson } from '../media-type.ts'
import { once } from '../once.ts'
import { type Alternative, alternativesOf, fixedValues, typesIn } from './alternatives.ts'
import type { ExchangeFault } from './fault.ts'

/** A rule of the business envelope that an answer breaks. */
export interface EnvelopeFault {
  readonly code: Extract<ExchangeFault['code'], `ENVELOPE_${string}`>
  readonly message: string
  /** JSON Pointer to the property that is wrong. What the schema says of it besides says the same again. */
  readonly pointer: '/code' | '/data'
}

/** Judges the value of an answer by the rules of its envelope. */
export type JudgeEnvelope = (status: number, value: unknown) => readonly EnvelopeFault[]

export type EnvelopesOf = (operation: DeclaredOperation, key: string) => JudgeEnvelope

/** One form of an envelope: the codes that it is for, and what it says of `data`. */
interface Form {
  /** `undefined`: any code. */
  readonly codes: readonly unknown[] | undefined
  readonly declaresData: boolean
  readonly admitsData: boolean
  readonly admitsNull: boolean
  /** Data of which the document says what it is. */
  readonly describesData: boolean
}

const NONE: readonly EnvelopeFault[] = []
const NO_ENVELOPE: JudgeEnvelope = () => NONE

/** Where a document gives no code of a success, these mean one: the two conventions there are. */
const USUAL_SUCCESS: readonly unknown[] = [0, '0', 200, '200']

/**
 * Compiles the rules of envelopes: objects whose `code` tells whether an answer is a success, and whose `data` is what
 * was asked for. They follow from the codes that the document fixes by `const` and `enum`, and from its examples.
 */
export function compileEnvelopes(
  operations: readonly DeclaredOperation[],
  references: References,
): EnvelopesOf {
  const known = once(() => knownCodes(operations, references))
  return (operation, key) => {
    if (!isEnveloped(operation, references)) return NO_ENVELOPE
    const forms = formsOf(responseAt(operation, key, references), references)
    if (forms.length === 0) return NO_ENVELOPE
    const success = once(() => successCodes(operation, references))
    return (status, value) => {
      if (!isObject(value) || !isCode(value.code)) return NONE
      const { code, data } = value
      const judgeData = success().includes(code) ? withoutData : withData
      const wrongData = status < 300 ? judgeData(code, data, forms, success()) : undefined
      const wrongCode = unknownCode(code, known(), success())
      if (wrongData === undefined && wrongCode === undefined) return NONE
      return [wrongCode, wrongData].filter((one) => one !== undefined)
    }
  }
}

function withData(
  code: unknown,
  data: unknown,
  forms: readonly Form[],
  success: readonly unknown[],
): EnvelopeFault | undefined {
  if (isNothing(data)) return undefined
  const isDeclared = forms.some(
    ({ codes, admitsData }) =>
      admitsData && codes?.includes(code) === true && !codes.some((one) => success.includes(one)),
  )
  if (isDeclared) return undefined
  const message = `code ${JSON.stringify(code)} is an error, and there is data with it`
  return { code: 'ENVELOPE_DATA_WITH_ERROR', message, pointer: '/data' }
}

/** `null` is taken for an answer only where the document says so of successes alone: errors have it by the same words. */
function withoutData(
  code: unknown,
  data: unknown,
  forms: readonly Form[],
  success: readonly unknown[],
): EnvelopeFault | undefined {
  if (data !== undefined && data !== null) return undefined
  const own = forms.filter(
    ({ codes }) => codes?.includes(code) === true && codes.every((one) => success.includes(one)),
  )
  const isAllowed =
    own.length > 0
      ? own.some((form) => !form.declaresData || (form.admitsNull && data === null))
      : !forms.some((form) => form.describesData)
  if (isAllowed) return undefined
  const missing = data === null ? 'data is null' : 'there is no data'
  const message = `code ${JSON.stringify(code)} is a success, and ${missing}`
  return { code: 'ENVELOPE_WITHOUT_DATA', message, pointer: '/data' }
}

function unknownCode(code: unknown, known: Known, success: readonly unknown[]): EnvelopeFault | undefined {
  if (success.includes(code) || known.all.includes(code)) return undefined
  if (!known.fixed.some((one) => !success.includes(one))) return undefined // it names no error at all
  const message = `the document does not know the code ${JSON.stringify(code)}; it has ${known.fixed.map((one) => JSON.stringify(one)).join(', ')}`
  return { code: 'ENVELOPE_CODE_UNKNOWN', message, pointer: '/code' }
}

export function isCode(code: unknown): boolean {
  return typeof code === 'number' || typeof code === 'string'
}

/** An empty object, list or text says no more than `null`. */
function isNothing(data: unknown): boolean {
  return data === undefined || data === null || data === '' || (typeof data === 'object' && isEmpty(data))
}

function isEmpty(data: object): boolean {
  return Object.keys(data).length === 0
}

/** Does a success of the operation come in an envelope? */
export function isEnveloped(operation: DeclaredOperation, references: References): boolean {
  return successKeys(operation).some((key) =>
    formsOf(responseAt(operation, key, references), references).some((form) => form.declaresData),
  )
}

function responseAt({ object }: DeclaredOperation, key: string, references: References): ResponseObject {
  const response = references.resolve<unknown>(object.responses?.[key])
  return isObject(response) ? response : {}
}

function mediaTypesOf({ content }: ResponseObject, references: References): readonly MediaTypeObject[] {
  return Object.entries(isObject(content) ? content : {})
    .filter(([range]) => isJson(range))
    .map(([, written]) => references.resolve<MediaTypeObject>(written))
    .filter(isObject)
}

/** The forms of the envelopes of a response; none where it has no `code`. */
function formsOf(response: ResponseObject, references: References): readonly Form[] {
  return mediaTypesOf(response, references).flatMap(({ schema }) =>
    alternativesOf(schema, references).flatMap((faces) => formOf(faces, references) ?? []),
  )
}

function formOf(faces: Alternative, references: References): Form | undefined {
  const code = propertyOf(faces, 'code', references)
  if (code === undefined) return undefined
  const data = propertyOf(faces, 'data', references)
  const types = (data ?? []).map(typesIn)
  return {
    codes: fixedValues(code),
    declaresData: data !== undefined,
    admitsData: data !== undefined && types.some((one) => one === undefined || [...one].some(isNotNull)),
    admitsNull: (data ?? []).some((one, index) => types[index]?.has('null') ?? isNullFixed(one)),
    describesData: (data ?? []).some((one) => one.some(isDescribing)),
  }
}

function isNotNull(type: string): boolean {
  return type !== 'null'
}

function isNullFixed(faces: Alternative): boolean {
  return faces.some((face) => face.const === null || face.nullable === true)
}

function isDescribing({ properties, items, type }: Alternative[number]): boolean {
  const types = [type].flat()
  const isScalar = types.some((one) => one === 'string' || one === 'number' || one === 'integer')
  return isScalar || items !== undefined || Object.keys(properties ?? {}).length > 0
}

/** The ways in which a property may be valid; `undefined` where it is not declared. */
function propertyOf(
  faces: Alternative,
  name: string,
  references: References,
): readonly Alternative[] | undefined {
  const schemas = faces.flatMap(({ properties }) =>
    isObject(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [],
  )
  return schemas.length === 0 ? undefined : alternativesOf({ allOf: schemas }, references)
}

interface Known {
  /** The codes that the document fixes. */
  readonly fixed: readonly unknown[]
  /** These, and those that its examples show. */
  readonly all: readonly unknown[]
}

function knownCodes(operations: readonly DeclaredOperation[], references: References): Known {
  const responses = operations.flatMap((operation) =>
    Object.keys(operation.object.responses ?? {}).map((key) => responseAt(operation, key, references)),
  )
  const forms = responses.flatMap((response) => formsOf(response, references))
  const fixed = [...new Set(forms.flatMap(({ codes }) => codes ?? []))]
  const shown = responses.flatMap((response) => shownEnvelopes(response, references).map(({ code }) => code))
  return { fixed, all: [...new Set([...fixed, ...shown])] }
}

/** The codes that go with data: those that are fixed so, else those that examples show so, else the usual ones. */
export function successCodes(operation: DeclaredOperation, references: References): readonly unknown[] {
  const responses = successKeys(operation).map((key) => responseAt(operation, key, references))
  const forms = responses
    .flatMap((response) => formsOf(response, references))
    .filter(({ codes, admitsData }) => codes !== undefined && admitsData)
  const describing = forms.filter(({ describesData }) => describesData)
  const codes = (describing.length > 0 ? describing : forms).map((form) => form.codes ?? [])
  const own = codes.filter((list) => list.length === 1).flat()
  if (own.length > 0) return own
  const shown = responses
    .flatMap((response) => shownEnvelopes(response, references))
    .filter(({ data }) => !isNothing(data))
    .map(({ code }) => code)
  if (shown.length > 0) return shown
  const all = codes.flat()
  const usual = USUAL_SUCCESS.filter((code) => all.includes(code))
  if (usual.length > 0) return usual
  return all.length > 0 ? all.slice(0, 1) : USUAL_SUCCESS
}

/** `default` is for errors where a success has a response of its own. */
function successKeys({ object }: DeclaredOperation): readonly string[] {
  const keys = Object.keys(object.responses ?? {})
  const own = keys.filter((key) => key.startsWith('2'))
  return own.length > 0 ? own : keys.filter((key) => key === 'default')
}

interface Envelope {
  readonly code: unknown
  readonly data: unknown
}

/** The envelopes that the examples of a response show. */
function shownEnvelopes(response: ResponseObject, references: References): readonly Envelope[] {
  return mediaTypesOf(response, references)
    .flatMap(({ example, examples }) => [
      example,
      ...Object.values(isObject(examples) ? examples : {}).map((one) => {
        const resolved: unknown = references.resolve(one)
        return isObject(resolved) ? resolved.value : undefined
      }),
    ])
    .filter((value): value is Readonly<Record<string, unknown>> => isObject(value) && isCode(value.code))
    .map(({ code, data }) => ({ code, data }))
}
