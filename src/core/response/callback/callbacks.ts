import type {
  OperationObject,
  ParameterObject,
  PathItemObject,
  RequestBodyObject,
} from '../../document/openapi.ts'
import { isObject } from '../../document/references.ts'
import type { Random } from '../../random.ts'
import type { CallbackObject, CallbackOperation, CallingOperation } from '../declared.ts'
import { compileHeaders } from '../headers.ts'
import type { ResponseTools } from '../represented.ts'
import { compileResponse } from '../response.ts'
import type { Exchange } from './exchange.ts'
import { compileAddress } from './runtime-expression.ts'

/** A request that an API makes of its own accord after an answer (Callback Object, OpenAPI 3.1, 4.8.18). */
export interface CallbackRequest {
  /** As the document calls it. */
  readonly name: string
  readonly method: string
  readonly url: string
  /** Names and values in turn. */
  readonly headers: readonly string[]
  readonly body?: string | Uint8Array
}

/** A callback that cannot be made, and why. */
export interface UnmadeCallback {
  readonly name: string
  readonly fault: string
}

export type Callback = CallbackRequest | UnmadeCallback

/** What an operation calls back after an exchange; nothing is sent here. */
export type ListCallbacks = (exchange: Exchange, random: Random) => readonly Callback[]

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']

/** Compiles the callbacks of an operation. */
export function compileCallbacks(operation: OperationObject, tools: ResponseTools): ListCallbacks {
  const { references } = tools
  const declared = Object.entries((operation as CallingOperation).callbacks ?? {})
  const makers = declared.flatMap(([name, callback]) =>
    Object.entries(references.resolve<CallbackObject>(callback))
      .filter(([address]) => !address.startsWith('x-'))
      .flatMap(([address, item]) => compilePathItem(name, address, references.resolve(item), tools)),
  )
  return (exchange, random) => makers.map((make) => make(exchange, random))
}

function compilePathItem(name: string, address: string, item: PathItemObject, tools: ResponseTools) {
  return METHODS.filter((method) => isObject(item[method])).map((method) =>
    compileCallback(`${name}`, method.toUpperCase(), address, item[method] as CallbackOperation, tools),
  )
}

function compileCallback(
  name: string,
  method: string,
  address: string,
  { requestBody, parameters = [] }: CallbackOperation,
  tools: ResponseTools,
): (exchange: Exchange, random: Random) => Callback {
  const { references } = tools
  const resolve = compileAddress(address)
  const body = requestBody === undefined ? {} : references.resolve<RequestBodyObject>(requestBody)
  const content = compileResponse(name, { content: body.content }, tools)
  const inHeaders = parameters
    .map((parameter) => references.resolve<ParameterObject>(parameter))
    .filter((parameter) => parameter.in === 'header')
  const headersOf = compileHeaders(Object.fromEntries(inHeaders.map((one) => [one.name, one])), tools)

  return (exchange, random) => {
    const url = resolve(exchange)
    if (!url.ok)
      return { name, fault: `${address} leads nowhere: ${url.expression} has no value in this exchange` }
    const occasion = { random: random.at(name).at(method) }
    const represented = content.represent(undefined, {}, occasion)
    if (!represented.ok) return { name, fault: represented.detail }
    const { mediaType, content: sent, value } = represented
    const type = mediaType === undefined ? [] : ['Content-Type', mediaType]
    const headers = [...type, ...headersOf({ ...occasion, value })]
    return { name, method, url: url.text, headers, ...(sent === undefined ? {} : { body: sent.body }) }
  }
}
