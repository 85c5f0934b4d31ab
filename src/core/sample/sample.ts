import type { DeclaredOperation } from '../document/operations.ts'
import type { References } from '../document/references.ts'
import type { Schema } from '../document/schema.ts'
import type { MockRequest, MockResponse } from '../message.ts'
import { once } from '../once.ts'
import type { ProblemCode } from '../problem.ts'
import { createRandom, type Random } from '../random.ts'
import type { DeclaredParameter } from '../request/declared.ts'
import type { ResponseTools } from '../response/represented.ts'
import { compileGenerator, UnsatisfiableSchema, type Words } from '../schema/generator.ts'
import { BadPattern } from '../schema/regexp.ts'
import type { Validators } from '../schema/validator.ts'
import { sampleBody } from './body.ts'
import { sampleValue } from './value.ts'
import { type Said, writeRequest } from './written.ts'

/** What a sample says; what is left open is as the document's examples have it, or generated. */
export interface SampleWishes {
  /** Values of parameters by their names. */
  readonly path?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  /** From 1 on: requests that ask for other things each, generated throughout. */
  readonly variant?: number
}

/**
 * A request that an operation takes, as a client sends it: what is required, in the styles that the document
 * declares, with credentials of the right form. `undefined` where there is none, or HTTP cannot carry it.
 */
export type SampleOf = (operation: DeclaredOperation, wishes?: SampleWishes) => MockRequest | undefined

/** What a request is refused with that was not written as its document wants it. */
const REFUSALS: ReadonlySet<string | undefined> = new Set<ProblemCode>([
  'UNSUPPORTED_MEDIA_TYPE',
  'MALFORMED_BODY',
  'MALFORMED_PATH',
  'INVALID_REQUEST',
  'UNAUTHORIZED',
])

/**
 * Makes samples for the operations of a document. One that is refused is made anew without the document's examples:
 * each of them may be valid and all of them together not.
 */
export function createSamples(
  references: References,
  validators: Validators,
  words: Words | undefined,
  handle: (request: MockRequest) => MockResponse,
): SampleOf {
  const tools = once(() => requestTools(references, validators, words))
  return (operation, wishes = {}) => {
    const exemplary = attempt(() => write(operation, wishes, wishes.variant === undefined, tools()))
    if (exemplary !== undefined && !isRefused(handle(exemplary))) return exemplary
    return attempt(() => write(operation, wishes, false, tools())) ?? exemplary
  }
}

function isRefused({ source }: MockResponse): boolean {
  return source.kind === 'problem' && REFUSALS.has(source.name)
}

/** `undefined` where the document allows no such request, or has a pattern in it that is none. */
function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch (error) {
    if (error instanceof UnsatisfiableSchema || error instanceof BadPattern) return undefined
    throw error
  }
}

function requestTools(
  references: References,
  validators: Validators,
  words: Words | undefined,
): ResponseTools {
  const context = {
    direction: 'request' as const,
    resolve: (reference: string) => references.at(reference) as Schema,
    validate: (schema: Schema, value: unknown) => validators.compile(schema, 'request')(value).length === 0,
    ...(words === undefined ? {} : { words }),
  }
  return { references, validators, generator: (schema) => compileGenerator(schema, context) }
}

/** Headers that OpenAPI leaves to other parts of the document (3.1, 4.8.12.1). */
const NOT_PARAMETERS = /^(?:accept|content-type|authorization)$/i

function write(
  operation: DeclaredOperation,
  wishes: SampleWishes,
  wantsExamples: boolean,
  tools: ResponseTools,
): MockRequest | undefined {
  const random = createRandom(wishes.variant ?? 0).at(operation.id)
  const values = (operation.parameters as readonly DeclaredParameter[]).flatMap(
    (parameter): readonly Said[] => {
      const wished = wishOf(parameter, wishes)
      if (wished !== undefined) return [[parameter, wished]]
      if (!isNeeded(parameter)) return []
      // another record is another path or query; who asks, and in which tongue, stays
      const wantsExample = wantsExamples || (parameter.in !== 'path' && parameter.in !== 'query')
      const place: Random = random.at(parameter.in).at(parameter.name)
      return [[parameter, sampleValue(parameter, operation.template, wantsExample, place, tools)]]
    },
  )
  const body = sampleBody(operation, wantsExamples, random.at('body'), tools)
  return writeRequest(operation, values, body, tools.references)
}

function wishOf({ in: place, name }: DeclaredParameter, wishes: SampleWishes): unknown {
  const given = place === 'path' || place === 'query' || place === 'header' ? wishes[place] : undefined
  return given !== undefined && Object.hasOwn(given, name) ? given[name] : undefined
}

function isNeeded({ in: place, name, required }: DeclaredParameter): boolean {
  if (place === 'path') return true
  return required === true && !(place === 'header' && NOT_PARAMETERS.test(name))
}
