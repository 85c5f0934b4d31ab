import type { Normalised } from '../core/document/normalise.ts'
import { findHeader } from '../core/headers.ts'
import { isJson } from '../core/media-type.ts'
import { compileMock, createSchemaTools } from '../core/mock.ts'
import { once } from '../core/once.ts'
import {
  createRandom,
  type DeclaredOperation,
  type Fixture,
  type FixtureRequest,
  type Fixtures,
  type MockResponse,
  type Words,
} from '../index.ts'
import { LoadError } from '../node/load.ts'
import { askFor, type Counted } from './requests.ts'

/** The body of the nth successful answer, from 0 on; `undefined` where there is none, as for an identity that is not found. */
export type BodyOf = (nth: number) => unknown

export interface SampleWorld {
  readonly seed: string
  readonly fixtures: Fixtures | undefined
  readonly words: Words | undefined
  /** The first identity; by default 1, where the operation takes it. */
  readonly from: string | undefined
}

/** So many records of a fixture go the whole way of an answer, and are held against the document; `check` proves more. */
const PROVED = 100

/**
 * Compiles what an operation answers about one record after another: the fixture's data, else generated data.
 * Throws a LoadError, now or at a record, where the mock has no answer to give.
 */
export function compileBodies(
  operation: DeclaredOperation,
  normalised: Normalised,
  world: SampleWorld,
): BodyOf {
  const { seed, fixtures, words, from } = world
  const fixture = fixtures?.operations[operation.id] as Fixture | undefined
  const seen: { request?: FixtureRequest } = {}
  const mock = compileMock(
    normalised,
    {
      seed,
      cors: false,
      dynamic: fixture === undefined,
      ...(fixture && { fixtures: watched(operation.id, fixture, fixtures as Fixtures, seen) }),
    },
    createSchemaTools(normalised, words),
  )
  const { requestOf, counted } = askFor(operation, mock, from, seed)
  const answered: BodyOf = (nth) => {
    const request = requestOf(nth)
    return request && bodyOf(mock.handle(request), operation)
  }
  if (fixture === undefined || counted === undefined) return answered
  const direct = compileDirect(fixture, seen, counted, seed)
  return (nth) => (nth < PROVED || seen.request === undefined ? answered(nth) : direct(nth))
}

/** The fixtures with one that notes what it was asked, as it is decoded. */
function watched(
  id: string,
  fixture: Fixture,
  fixtures: Fixtures,
  seen: { request?: FixtureRequest },
): Fixtures {
  const identify: Fixture['identify'] = (request) => {
    seen.request = request
    return fixture.identify(request)
  }
  return { ...fixtures, operations: { ...fixtures.operations, [id]: { ...fixture, identify } } }
}

/** The fixture's data without the message around it: what a request says but for the identity is as it was seen. */
function compileDirect(
  fixture: Fixture,
  seen: { readonly request?: FixtureRequest },
  { name, location, identityOf }: Counted,
  seed: string,
): BodyOf {
  const root = createRandom(seed)
  const build = once(() => {
    const usual = seen.request as FixtureRequest
    const given: Record<string, unknown> = { ...(usual[location] as Readonly<Record<string, unknown>>) }
    const isNumber = typeof given[name] === 'number'
    const request: FixtureRequest = { ...usual, [location]: given }
    // one object for all: to copy it for each is a twentieth of the time of a record
    return (id: string): FixtureRequest => {
      given[name] = isNumber ? Number(id) : id
      return request
    }
  })
  return (nth) => {
    const id = identityOf(nth)
    if (id === undefined) return undefined
    const { status, body } = fixture.answer(fixture.identify(build()(id)), root)
    return isSuccess(status) ? body : undefined
  }
}

function bodyOf({ status, body, headers, source }: MockResponse, { id }: DeclaredOperation): unknown {
  if (source.kind === 'problem') throw new LoadError(`${id} cannot be answered: ${source.detail}`)
  if (!isSuccess(status)) return undefined
  const type = findHeader(headers, 'content-type') ?? ''
  if (typeof body === 'string' && isJson(type)) return JSON.parse(body)
  throw new LoadError(`${id} answers ${type === '' ? 'no content' : type}, and records are JSON`)
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}
