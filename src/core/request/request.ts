import type { RequestBodyObject } from '../document/openapi.ts'
import type { DeclaredOperation } from '../document/operations.ts'
import type { References } from '../document/references.ts'
import type { MockRequest } from '../message.ts'
import type { Problem, ProblemCode } from '../problem.ts'
import type { Validators } from '../schema/validator.ts'
import { compileBody, type ReadBody } from './body.ts'
import { compileParameters, type Parameters, type ReadParameters } from './parameters.ts'
import { compilePath } from './path.ts'
import { compileSecurity, type Security } from './security.ts'
import { type RequestTexts, requestTexts } from './texts.ts'

/** A request that keeps to its contract, or what is wrong with it. */
export type ReadRequest =
  | {
      readonly ok: true
      readonly parameters: Parameters
      readonly body?: unknown
      /** What the parameters were read from. */
      readonly texts: RequestTexts
    }
  | {
      readonly ok: false
      readonly code: ProblemCode
      readonly detail: string
      readonly extras?: Pick<Problem, 'challenges' | 'violations'>
    }

/** What an operation reads of a request, each part on its own. */
export interface RequestReaders {
  /** `found` are the texts that the router found. */
  texts(request: MockRequest, found: readonly string[]): RequestTexts
  readonly security: Security
  parameters(texts: RequestTexts): ReadParameters
  body(request: MockRequest): ReadBody
}

/** `names` are those of the path's parameters, in order. */
export function compileReaders(
  { object, parameters, template }: DeclaredOperation,
  names: readonly string[],
  references: References,
  validators: Validators,
): RequestReaders {
  const security = compileSecurity(object, references)
  const route = { template, credentials: security.queryNames }
  const path = compilePath({ template, parameters }, names, references, validators)
  const requestBody = object.requestBody && references.resolve<RequestBodyObject>(object.requestBody)
  return {
    texts: (request, found) => requestTexts(request, path.read(found)),
    security,
    parameters: compileParameters(parameters, references, validators, route),
    body: compileBody(requestBody, validators, references),
  }
}

/**
 * Compiles how an operation reads its requests: credentials first (401), then the body's media type and form (415,
 * 400), then all violations of parameters and body at once. `names` are those of the path's parameters, in order.
 */
export function compileReadRequest(
  declared: DeclaredOperation,
  names: readonly string[],
  references: References,
  validators: Validators,
): (request: MockRequest, texts: readonly string[]) => ReadRequest {
  const readers = compileReaders(declared, names, references, validators)

  return (request, texts) => {
    const sent = readers.texts(request, texts)
    const unauthorized = readers.security.check(sent)
    if (unauthorized !== undefined) {
      const { detail, challenges } = unauthorized
      return { ok: false, code: 'UNAUTHORIZED', detail, extras: { challenges } }
    }
    const read = readers.parameters(sent)
    const body = readers.body(request)
    if (!body.ok) return body
    const violations = [...read.violations, ...body.violations]
    if (violations.length === 0) return { ok: true, parameters: read.values, body: body.value, texts: sent }
    const detail = violations.map((violation) => violation.message).join('; ')
    return { ok: false, code: 'INVALID_REQUEST', detail, extras: { violations } }
  }
}
