import type { OperationObject } from '../document/openapi.ts'
import { isObject } from '../document/references.ts'
import type { ResponseTools } from './represented.ts'
import { type CompiledResponse, compileResponse } from './response.ts'

/** The responses of an operation (Responses Object, OpenAPI 3.1, 4.8.16). Each is compiled when it is first used. */
export interface Responses {
  /** As declared: `200`, `4XX`, `default`. */
  readonly keys: readonly string[]
  /** The response declared for a status: exactly, by its class, or as `default`. */
  select(status: number): CompiledResponse | undefined
  /** The response of a success, and its status: the lowest 2XX, else `default` as 200, else the first there is. */
  readonly usual: Usual | undefined
}

/** Which response is usual, and why: it tells of a success, or it is the default, or there is nothing better. */
export interface Usual {
  readonly status: number
  readonly key: string
  readonly reason: 'success' | 'default' | 'first'
}

export function compileResponses(declared: OperationObject['responses'], tools: ResponseTools): Responses {
  const objects = isObject(declared) ? declared : {}
  const keys = Object.keys(objects).filter(isResponseKey)
  const keyFor = compileKeyFor(keys)
  const compiled = new Map<string, CompiledResponse>()
  const byKey = (key: string): CompiledResponse => {
    const known = compiled.get(key)
    if (known !== undefined) return known
    const made = compileResponse(key, tools.references.resolve<unknown>(objects[key]), tools)
    compiled.set(key, made)
    return made
  }
  return {
    keys,
    usual: usualResponse(keys),
    select(status) {
      const key = keyFor(status)
      return key === undefined ? undefined : byKey(key)
    },
  }
}

/** The key under which a status is declared: exactly, by its class, or as `default` (OpenAPI 3.1, 4.8.16). */
export function compileKeyFor(keys: readonly string[]): (status: number) => string | undefined {
  const declared = new Map(keys.map((key) => [key.toUpperCase(), key]))
  return (status) =>
    declared.get(String(status)) ?? declared.get(`${Math.floor(status / 100)}XX`) ?? declared.get('DEFAULT')
}

/** Whether a key of `responses` is a response: `x-` extensions are none. */
export function isResponseKey(key: string): boolean {
  return STATUS.test(key)
}

/** An interim response (1XX) is no answer: clients go on waiting for one (RFC 9110, 15.2). */
const STATUS = /^(?:[2-5](?:\d\d|xx)|default)$/i

function usualResponse(keys: readonly string[]): Usual | undefined {
  const [success] = keys.filter((key) => key.startsWith('2')).sort()
  const key = success ?? keys.find(isDefault) ?? keys[0]
  if (key === undefined) return undefined
  const reason = success !== undefined ? 'success' : isDefault(key) ? 'default' : 'first'
  return { key, status: statusOf(key), reason }
}

function isDefault(key: string): boolean {
  return key.toLowerCase() === 'default'
}

/** A class stands for its first status, and `default` for 200. */
function statusOf(key: string): number {
  return isDefault(key) ? 200 : Number(key.replace(/xx/i, '00'))
}
