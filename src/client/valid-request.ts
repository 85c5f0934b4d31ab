import type { MediaTypeObject, RequestBodyObject } from '../core/document/openapi.ts'
import type { DeclaredOperation } from '../core/document/operations.ts'
import type { References } from '../core/document/references.ts'
import type { Schema } from '../core/document/schema.ts'
import type { DeclaredParameter } from '../core/request/declared.ts'
import { sampleValue } from '../core/sample/value.ts'
import { type Said, writeRequest } from '../core/sample/written.ts'
import { compileGenerator } from '../core/schema/generator.ts'
import type { Validators } from '../core/schema/validator.ts'
import { createRandom, type MockRequest, type Random } from '../index.ts'
import { createBodyEncoder } from './encode-body.ts'
import { writeBody, writeOrder } from './write-body.ts'

/** What a request says, before it is written: parameters with their values, and the body. */
export interface RequestPlan {
  readonly operation: DeclaredOperation
  readonly values: readonly Said[]
  readonly body?: PlannedBody
}

export interface PlannedBody {
  readonly type: string
  readonly value: unknown
  readonly schema: Schema
  readonly required: boolean
  readonly declared: MediaTypeObject
}

export interface PlanWishes {
  /** Gives the optional parameters too. Default false. */
  readonly optional?: boolean
  /** Takes what the document gives as examples of parameters, where it gives some. Default false. */
  readonly examples?: boolean
  /** The media type of the body, as the document writes it. By default the one that is written most simply. */
  readonly mediaType?: string
}

export interface Requests {
  /** Throws where the document allows no request. */
  plan(operation: DeclaredOperation, seed: number | string, wishes?: PlanWishes): RequestPlan
  /** `undefined` where HTTP or this client cannot carry it. */
  write(plan: RequestPlan): MockRequest | undefined
}

/** Makes requests that a document allows, from its schemas alone: what a client generated from it would send. */
export function createRequests(references: References, validators: Validators): Requests {
  const context = {
    direction: 'request' as const,
    resolve: (reference: string) => references.at(reference) as Schema,
    validate: (schema: Schema, value: unknown) => validators.compile(schema, 'request')(value).length === 0,
  }
  const generator = (schema: Schema) => compileGenerator(schema, context)
  const tools = { references, validators, generator }
  const encodeBody = createBodyEncoder(tools)

  const bodyOf = (
    { object }: DeclaredOperation,
    random: Random,
    mediaType: string | undefined,
  ): PlannedBody | undefined => {
    if (object.requestBody === undefined) return undefined
    const { content = {}, required = false } = references.resolve<RequestBodyObject>(object.requestBody)
    const type = mediaType ?? writeOrder(Object.keys(content))[0]
    if (type === undefined) return undefined
    const declared = references.resolve<MediaTypeObject>(content[type] ?? {})
    const { schema = true } = declared
    return { type, value: generator(schema)(random), schema, required, declared }
  }

  return {
    plan(operation, seed, { optional = false, examples = false, mediaType } = {}) {
      const random = createRandom(seed).at(operation.id)
      const values = operation.parameters
        .filter((one) => one.in === 'path' || ((optional || one.required === true) && !isLeftOut(one)))
        .map((one): Said => [one, sampleValue(one, operation.template, examples, random.at(one.name), tools)])
      const body = bodyOf(operation, random.at('body'), mediaType)
      return { operation, values, ...(body === undefined ? {} : { body }) }
    },
    write({ operation, values, body }) {
      const written = body && (writeBody(body.type, body.value, body.declared) ?? encodeBody(body))
      return writeRequest(operation, values, written, references)
    },
  }
}

/** Headers that OpenAPI leaves to other parts of the document (3.1, 4.8.12.1). */
function isLeftOut({ in: place, name }: DeclaredParameter): boolean {
  return place === 'header' && /^(accept|content-type|authorization)$/i.test(name)
}
