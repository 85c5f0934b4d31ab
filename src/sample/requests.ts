import { resourceOf } from '../core/response/records/resource.ts'
import type { DeclaredOperation, Mock, MockRequest } from '../index.ts'
import { LoadError } from '../node/load.ts'
import { compileCount } from './count.ts'

/** The request for the nth record of an operation, from 0 on; `undefined` where there is none. */
export type RequestOf = (nth: number) => MockRequest | undefined

/** How an operation is asked for one record after another. */
export interface Asking {
  readonly requestOf: RequestOf
  /** What names the record, where it is counted up. */
  readonly counted?: Counted
}

export interface Counted {
  readonly name: string
  readonly location: 'path' | 'query'
  identityOf(nth: number): string | undefined
}

/**
 * Consecutive identities where the operation takes such, else other ones each; an operation that names no record is
 * asked with another seed each time. Throws a LoadError where it does not take the identities that were asked for.
 */
export function askFor(
  operation: DeclaredOperation,
  mock: Mock,
  from: string | undefined,
  seed: string,
): Asking {
  const { identity, identityIn } = resourceOf(operation)
  const name = identity.at(-1)
  if (name === undefined) {
    if (from !== undefined) throw new LoadError(`--from is of no use: ${operation.id} names no record`)
    return { requestOf: bySeed(operation, mock, seed) }
  }
  const identityOf = compileCount(from ?? '1')
  if (identityOf === undefined) {
    throw new LoadError(`--from takes an identity that ends in a number up to 2^53-1, such as 1 or C0001`)
  }
  const requestOf: RequestOf = (nth) => {
    const id = identityOf(nth)
    return id === undefined ? undefined : mock.sample(operation, { [identityIn]: { [name]: id } })
  }
  const refused = refusalOf(requestOf(0), mock)
  if (refused === undefined) return { requestOf, counted: { name, location: identityIn, identityOf } }
  if (from !== undefined) throw new LoadError(`${operation.id} does not take --from ${from}: ${refused}`)
  return { requestOf: distinct((nth) => mock.sample(operation, { variant: nth + 1 })) }
}

/** Why a request is not taken; `undefined` where it is. */
function refusalOf(request: MockRequest | undefined, mock: Mock): string | undefined {
  if (request === undefined) return 'there is no such request'
  const { source } = mock.handle(request)
  return source.kind === 'problem' && source.name !== 'INVALID_FIXTURE' ? source.detail : undefined
}

function bySeed(operation: DeclaredOperation, mock: Mock, seed: string): RequestOf {
  return (nth) => {
    const request = mock.sample(operation, { variant: nth + 1 })
    if (request === undefined || nth === 0) return request
    const pair = `__seed=${encodeURIComponent(`${seed}.${nth}`)}`
    return { ...request, query: request.query === '' ? pair : `${request.query}&${pair}` }
  }
}

/** So many identities are remembered: of sets that are larger, one seldom comes twice. */
const MOST_REMEMBERED = 10_000

/** A schema that allows few identities gives each once. */
function distinct(requestOf: RequestOf): RequestOf {
  const seen = new Set<string>()
  return (nth) => {
    const request = requestOf(nth)
    if (request === undefined) return undefined
    const key = `${request.path}?${request.query}`
    if (seen.has(key)) return undefined
    if (seen.size < MOST_REMEMBERED) seen.add(key)
    return request
  }
}
