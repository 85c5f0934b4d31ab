import type { ResponseObject } from '../document/openapi.ts'
import { isObject } from '../document/references.ts'
import { nearest } from '../nearest.ts'
import type { Preference } from '../preference/value.ts'
import { compileContent, type ResponseContent } from './content.ts'
import { compileHeaders, type HeadersOf } from './headers.ts'
import type { Representation } from './representation.ts'
import type { NotRepresented, Occasion, Represented, ResponseTools } from './represented.ts'
import { toolsOfSuccess } from './success.ts'

/** One declared response, compiled: a Response Object (OpenAPI 3.1, 4.8.17). */
export interface CompiledResponse {
  /** As the document writes it: `200`, `4XX`, `default`. */
  readonly key: string
  readonly mediaTypes: readonly string[]
  /** The representation that an Accept header likes best; absent where none is declared or acceptable. */
  negotiate(accept: string | undefined): Representation | undefined
  /** The JSON representation, against which fixtures are checked; absent where none is declared. */
  json(): Representation | undefined
  /** Where `isError`, what is not acceptable is still better than nothing (RFC 9110, 15.5.7). */
  represent(
    accept: string | undefined,
    preference: Preference,
    occasion: Occasion,
    isError?: boolean,
  ): Represented
  /** Which representation that is: of no content, none. */
  select(accept: string | undefined, preference: Preference, isError?: boolean): Selected
  /** All of them, as declared. */
  representations(): readonly Representation[]
  readonly exampleNames: () => readonly string[]
  readonly headers: HeadersOf
}

/** The representation that a request is answered with, why there is none, or `undefined` where none is declared. */
export type Selected = Representation | NotRepresented | undefined

export function compileResponse(key: string, declared: unknown, tools: ResponseTools): CompiledResponse {
  const object = isObject(declared) ? (declared as ResponseObject) : {}
  const content = compileContent(object.content, key.startsWith('2') ? toolsOfSuccess(tools) : tools)
  const { mediaTypes, best } = content
  const select: CompiledResponse['select'] = (accept, { example }, isError = false) => {
    if (example !== undefined) return selectExample(example, accept, content)
    if (mediaTypes.length === 0) return undefined
    return best(accept) ?? (isError ? best(undefined) : undefined) ?? notAcceptable(accept, mediaTypes)
  }
  return {
    key,
    mediaTypes,
    negotiate: best,
    json: () => best('application/json, application/*+json;q=0.9'),
    exampleNames: () => content.all().flatMap((one) => one.exampleNames),
    headers: compileHeaders(object.headers, tools),
    select,
    representations: content.all,
    represent(accept, preference, occasion, isError) {
      const { example, dynamic } = preference
      const selected = select(accept, preference, isError)
      if (selected === undefined) return EMPTY
      if ('ok' in selected) return selected
      return (
        (example === undefined ? undefined : selected.example(example)) ??
        selected.represent(dynamic === true, occasion)
      )
    },
  }
}

const EMPTY: Represented = { ok: true, kind: 'empty' }

/** An example belongs to one media type, so the first acceptable one that has it is sent. */
function selectExample(name: string, accept: string | undefined, content: ResponseContent): Selected {
  const found = content.acceptable(accept).find((one) => one.exampleNames.includes(name))
  return found ?? noExample(name, accept, content.all())
}

export function notAcceptable(accept: string | undefined, declared: readonly string[]): NotRepresented {
  const detail = `Accept: ${accept} asks for none of what is declared: ${declared.join(', ')}`
  return { ok: false, code: 'NOT_ACCEPTABLE', detail }
}

/** Why an example that was asked for by name is not sent. */
function noExample(
  name: string,
  accept: string | undefined,
  representations: readonly Representation[],
): NotRepresented {
  const quoted = JSON.stringify(name)
  const elsewhere = representations.filter((one) => one.exampleNames.includes(name))
  if (elsewhere.length > 0) {
    const types = elsewhere.map((one) => one.mediaType).join(', ')
    const detail = `the example ${quoted} is ${types}, and Accept: ${accept} asks for none of that`
    return { ok: false, code: 'NOT_ACCEPTABLE', detail }
  }
  const address = representations.map((one) => one.external.get(name)).find((one) => one !== undefined)
  if (address !== undefined) {
    const detail = `the example ${quoted} stands at ${address} (externalValue), which the mock does not fetch; write it into the document as a value`
    return { ok: false, code: 'NO_EXAMPLE', detail }
  }
  const names = [...new Set(representations.flatMap((one) => one.exampleNames))]
  const known = names.length === 0 ? 'there are none' : `there are: ${names.join(', ')}`
  const meant = nearest(name, names)
  const hint = meant === undefined ? '' : `did you mean ${meant}? `
  return { ok: false, code: 'NO_EXAMPLE', detail: `no example is called ${quoted}; ${hint}${known}` }
}
