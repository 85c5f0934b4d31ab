import type { Problem } from '../problem.ts'
import type { Random } from '../random.ts'

/** What a project says about its own data; everything it answers is validated against the document. */
export interface Fixtures<Operations extends { [Id in keyof Operations]: OperationTypes } = AnyOperations> {
  readonly operations: { readonly [Id in keyof Operations]?: Fixture<Operations[Id]> }
  /** The API's own envelope for a problem. `undefined` leaves it to the document or to problem+json. */
  problem?(problem: Problem): { readonly status: number; readonly body: unknown } | undefined
  /** Records worth opening, for whoever looks around. */
  readonly showcase?: readonly Shown<Operations>[]
}

/** A record worth opening, as the parameters of the valid request that shows it. */
export type Shown<Operations extends { [Id in keyof Operations]: OperationTypes } = AnyOperations> = {
  [Id in keyof Operations & string]: {
    readonly operation: Id
    /** What it is shown among. */
    readonly group: string
    readonly name: string
    /** What there is to see, for a person. */
    readonly title?: string
  } & Partial<Pick<FixtureRequest<Operations[Id]>, 'path' | 'query' | 'header'>>
}[keyof Operations & string]

/**
 * The data of one operation. `Operation` is its type in the file that openapi-typescript generates, so a
 * wrong field, status or parameter name does not compile.
 */
export interface Fixture<
  Operation extends OperationTypes = OperationTypes,
  Identity extends string | number = string | number,
> {
  /** What names the record in a valid request, for example `query.order_id`. */
  identify(request: FixtureRequest<Operation>): Identity
  /**
   * The answer about that record. A pure function of the two, so that it can be kept and is the same
   * everywhere; `random` is the root of the tree of the request's seed.
   */
  answer(identity: Identity, random: Random): FixtureAnswer<Operation>
  /** The records worth knowing, which `check` proves one by one besides those that requests happen to name. */
  readonly identities?: readonly Identity[]
}

/** The decoded parameters of a valid request. */
export interface FixtureRequest<Operation extends OperationTypes = OperationTypes> {
  readonly path: Given<Operation['parameters']['path']>
  readonly query: Given<Operation['parameters']['query']>
  readonly header: Given<Operation['parameters']['header']>
  readonly cookie: Given<Operation['parameters']['cookie']>
}

type Given<Parameters> = Readonly<NonNullable<Parameters>>

/** One of the declared responses; `name` says in the log and in `X-Mock-Source` which record it was. */
export type FixtureAnswer<Operation extends OperationTypes = OperationTypes> = {
  [Status in keyof Operation['responses'] & (number | 'default')]: {
    readonly status: Status extends 'default' ? number : Status
    readonly body: JsonContent<Operation['responses'][Status]>
    readonly name: string
  }
}[keyof Operation['responses'] & (number | 'default')]

type JsonContent<Response> = Response extends { content: { 'application/json': infer Body } }
  ? Body
  : undefined

/** The part of an openapi-typescript operation that matters here. */
export interface OperationTypes {
  readonly parameters: { query?: unknown; header?: unknown; path?: unknown; cookie?: unknown }
  // biome-ignore lint/suspicious/noExplicitAny: the bound of a type parameter that takes every operation
  readonly responses: any
}

// biome-ignore lint/suspicious/noExplicitAny: fixtures of all APIs are assignable to the default
type AnyOperations = Record<string, any>
