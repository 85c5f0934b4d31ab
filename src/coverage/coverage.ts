import type { MediaTypeObject, RequestBodyObject, ResponseObject } from '../core/document/openapi.ts'
import type { DeclaredOperation } from '../core/document/operations.ts'
import { isObject, type References } from '../core/document/references.ts'
import { selectContent } from '../core/request/select-content.ts'
import { createShapes, type ShapeOf } from '../core/request/shape.ts'
import type { Judge, JudgedRequest, JudgedResponse, MockRequest } from '../index.ts'
import { SeenValue } from './seen-value.ts'

/** What was seen of an operation. */
export interface SeenOperation {
  readonly operation: DeclaredOperation
  readonly requests: number
  /** By the keys of its responses, in the document's order. */
  readonly statuses: ReadonlyMap<string, number>
  /** By `query name`, in the document's order. */
  readonly parameters: ReadonlyMap<string, SeenValue>
  /** By what they are: `request application/json`, `response 200 application/json`. */
  readonly bodies: ReadonlyMap<string, SeenValue>
}

/** An exchange as a judge has read it; what could not be read is absent. */
export interface SeenExchange {
  readonly routed: ReturnType<Judge['route']>
  readonly request: Pick<MockRequest, 'headers'>
  readonly requestVerdict: { readonly judged?: JudgedRequest }
  readonly answer?: { readonly judged?: JudgedResponse }
}

export interface Coverage {
  see(exchange: SeenExchange): void
  /** Every operation of the document, also those that were never asked for. */
  readonly operations: readonly SeenOperation[]
}

/** Counts which of the things that a document declares are used. Bounded by the size of the document. */
export function createCoverage({
  operations,
  references,
}: Pick<Judge, 'operations' | 'references'>): Coverage {
  const shapeOf = createShapes(references)
  const all = new Map(operations.map((one) => [one, new Operation(one, references, shapeOf)]))
  return {
    see({ routed, requestVerdict, request, answer }) {
      if (routed.kind !== 'operation') return
      const seen = all.get(routed.operation)
      seen?.seeRequest(requestVerdict, request)
      if (answer !== undefined) seen?.seeAnswer(answer)
    },
    operations: [...all.values()],
  }
}

class Operation implements SeenOperation {
  requests = 0
  readonly operation: DeclaredOperation
  readonly statuses = new Map<string, number>()
  readonly parameters = new Map<string, SeenValue>()
  readonly bodies = new Map<string, SeenValue>()
  readonly #references: References
  readonly #shapeOf: ShapeOf

  constructor(operation: DeclaredOperation, references: References, shapeOf: ShapeOf) {
    this.operation = operation
    this.#references = references
    this.#shapeOf = shapeOf
    for (const key of Object.keys(operation.object.responses ?? {})) {
      if (!key.startsWith('x-')) this.statuses.set(key, 0)
    }
    for (const parameter of operation.parameters) {
      this.parameters.set(`${parameter.in} ${parameter.name}`, new SeenValue(shapeOf(parameter.schema)))
    }
  }

  seeRequest({ judged }: SeenExchange['requestVerdict'], { headers }: SeenExchange['request']): void {
    this.requests++
    if (judged === undefined) return
    for (const parameter of this.operation.parameters) {
      const { name } = parameter
      const location: string = parameter.in
      const values = judged.parameters[location === 'querystring' ? 'query' : parameter.in]
      if (values !== undefined && name in values) {
        this.parameters.get(`${location} ${name}`)?.see(values[name])
      }
    }
    if (judged.body === undefined) return
    const requestBody = this.#references.resolve<RequestBodyObject>(this.operation.object.requestBody ?? {})
    const type = [headers['content-type'] ?? []].flat()[0] ?? 'application/octet-stream'
    this.#seeBody(
      'request',
      requestBody.content,
      selectContent(Object.keys(requestBody.content ?? {}), type),
      judged.body,
    )
  }

  seeAnswer({ judged }: NonNullable<SeenExchange['answer']>): void {
    if (judged?.key === undefined) return
    const { key, range, value } = judged
    this.statuses.set(key, (this.statuses.get(key) ?? 0) + 1)
    if (range === undefined || value === undefined || judged.isOpaque === true) return
    const response = this.#references.resolve<ResponseObject>(this.operation.object.responses?.[key] ?? {})
    this.#seeBody(`response ${key}`, response.content, range, value)
  }

  #seeBody(
    what: string,
    content: ResponseObject['content'],
    range: string | undefined,
    value: unknown,
  ): void {
    if (range === undefined) return
    const name = `${what} ${range}`
    const known = this.bodies.get(name) ?? new SeenValue(this.#shapeOf(this.#schemaOf(content?.[range])))
    this.bodies.set(name, known)
    known.see(value)
  }

  #schemaOf(written: MediaTypeObject | undefined) {
    const mediaType = written && this.#references.resolve<MediaTypeObject>(written)
    if (!isObject(mediaType)) return undefined
    const { schema, itemSchema } = mediaType as MediaTypeObject
    return schema ?? (itemSchema === undefined ? undefined : { type: 'array' as const, items: itemSchema })
  }
}
