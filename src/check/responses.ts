import { writeOrder } from '../client/write-body.ts'
import type { RequestBodyObject, ResponseObject } from '../core/document/openapi.ts'
import type { DeclaredOperation } from '../core/document/operations.ts'
import { isObject, type References } from '../core/document/references.ts'

/** A declared response with a status that asks for it. */
export interface AskedResponse {
  /** As the document writes it: `200`, `4XX`, `default`. */
  readonly key: string
  readonly status: number
  readonly response: ResponseObject
  readonly mediaTypes: readonly string[]
}

/** The responses of an operation that a client can be answered with: interim ones (1XX) are none. */
export function responsesOf({ object }: DeclaredOperation, references: References): readonly AskedResponse[] {
  const declared = isObject(object.responses) ? object.responses : {}
  const keys = Object.keys(declared).filter((key) => ANSWERABLE.test(key))
  return keys.flatMap((key) => {
    const status = statusFor(key, keys)
    if (status === undefined) return []
    const resolved: unknown = references.resolve<unknown>(declared[key])
    const response = (isObject(resolved) ? resolved : {}) as ResponseObject
    return [{ key, status, response, mediaTypes: Object.keys(response.content ?? {}) }]
  })
}

const ANSWERABLE = /^(?:[2-5](?:\d\d|xx)|default)$/i

/** A status that is declared by this key alone; none where all of its class are declared by themselves. */
function statusFor(key: string, keys: readonly string[]): number | undefined {
  if (/^\d+$/.test(key)) return Number(key)
  const taken = new Set(keys.filter((one) => one !== key).map((one) => one.toUpperCase()))
  const classes = key.toLowerCase() === 'default' ? [5, 4, 2, 3] : [Number(key[0])]
  for (const one of classes.filter((digit) => !taken.has(`${digit}XX`))) {
    for (let status = one * 100; status < one * 100 + 100; status++) {
      if (!taken.has(String(status)) && !WITHOUT_CONTENT.has(status)) return status
    }
  }
  return undefined
}

const WITHOUT_CONTENT: ReadonlySet<number> = new Set([204, 205, 304])

/** The media types that an operation takes, in the order in which they are tried; `undefined` stands for no body. */
export function requestTypesOf(
  { object }: DeclaredOperation,
  references: References,
): readonly (string | undefined)[] {
  if (object.requestBody === undefined) return [undefined]
  const { content } = references.resolve<RequestBodyObject>(object.requestBody)
  const types = writeOrder(Object.keys(content ?? {}))
  return types.length === 0 ? [undefined] : types
}
