import { PATH_ITEM_METHODS } from './grammar.ts'
import { toPointer } from './pointer.ts'
import { isObject, isReference, referenceTokens } from './references.ts'
import { swaggerBody } from './swagger-body.ts'
import { upgradeHeader, upgradeParameter } from './swagger-parameter.ts'
import { upgradeSecurityScheme } from './swagger-security.ts'
import type { JsonObject } from './walk.ts'

/** Where things stood before they were moved: from a pointer to the pointer of the same thing in the source. */
export type Moves = Map<string, string>

/** A parameter or response, and where it is written. */
export interface Written {
  readonly object: JsonObject
  readonly pointer: string
}

/**
 * The form of a Swagger 2.0 document as OpenAPI 3 has it; schemas are left as they are. Nothing that a reference
 * could lead to is taken away: a response keeps its `schema` beside its `content`, and a list of parameters its
 * bodies.
 */
export class SwaggerUpgrade {
  readonly document: JsonObject
  readonly #source: JsonObject
  readonly #moves: Moves
  readonly #consumes: readonly string[] | undefined
  readonly #produces: readonly string[] | undefined

  constructor(source: JsonObject, moves: Moves) {
    this.#source = source
    this.#moves = moves
    this.#consumes = mediaTypes(source.consumes)
    this.#produces = mediaTypes(source.produces)
    for (const [name, from] of MOVED_COMPONENTS) moves.set(`/components/${name}`, `/${from}`)
    this.document = this.#upgradeDocument(source)
  }

  #upgradeDocument(source: JsonObject): JsonObject {
    const { swagger, host, basePath, schemes, consumes, produces, ...rest } = source
    const { definitions, parameters, responses, securityDefinitions, ...others } = rest
    this.#moves.set('/servers', host === undefined ? '/basePath' : '/host')
    return {
      ...others,
      openapi: '3.1.0',
      servers: serversOf(source),
      components: {
        ...(isObject(definitions) ? { schemas: definitions } : {}),
        ...this.#named('parameters', parameters, (one, pointer) =>
          this.#parameter({ object: one, pointer }, pointer),
        ),
        ...this.#named('responses', responses, (one, pointer) =>
          this.#response(one, pointer, this.#produces),
        ),
        ...this.#named('securitySchemes', securityDefinitions, upgradeSecurityScheme),
      },
    }
  }

  #named(
    name: string,
    source: unknown,
    upgrade: (one: JsonObject, pointer: string) => JsonObject,
  ): JsonObject {
    if (!isObject(source)) return {}
    const upgraded = Object.entries(source).map(([key, one]) => {
      const pointer = toPointer(`/components/${name}`, key)
      return [key, isObject(one) && !isReference(one) ? upgrade(one, pointer) : one]
    })
    return { [name]: Object.fromEntries(upgraded) }
  }

  /** A path item with its operations. The references of parameters and responses are followed: what they become depends on the operation. */
  pathItem(item: JsonObject, pointer: string): JsonObject {
    const shared = this.#parameters(item.parameters, pointer)
    const upgraded: Record<string, unknown> = { ...item }
    if (item.parameters !== undefined) upgraded.parameters = shared.map(({ object }) => object)
    for (const method of PATH_ITEM_METHODS) {
      const operation = item[method]
      if (isObject(operation))
        upgraded[method] = this.#operation(operation, shared, toPointer(pointer, method))
    }
    return upgraded
  }

  #operation(operation: JsonObject, shared: readonly Written[], pointer: string): JsonObject {
    const { consumes, produces, schemes, ...rest } = operation
    const own = this.#parameters(operation.parameters, pointer)
    const body = swaggerBody(
      [...shared, ...own],
      mediaTypes(consumes) ?? this.#consumes,
      pointer,
      this.#moves,
    )
    return {
      ...rest,
      ...(operation.parameters === undefined ? {} : { parameters: own.map(({ object }) => object) }),
      ...(body === undefined ? {} : { requestBody: body }),
      responses: this.#responses(operation.responses, mediaTypes(produces) ?? this.#produces, pointer),
    }
  }

  #parameters(list: unknown, holder: string): readonly Written[] {
    if (!Array.isArray(list)) return []
    return list.filter(isObject).map((one, index) => {
      const pointer = toPointer(`${holder}/parameters`, index)
      const written = this.#follow({ object: one, pointer })
      if (written.pointer !== pointer) this.#moves.set(pointer, written.pointer)
      return { object: this.#parameter(written, pointer), pointer: written.pointer }
    })
  }

  #parameter({ object, pointer: from }: Written, pointer: string): JsonObject {
    if (isReference(object) || object.in === 'body' || object.in === 'formData') return object
    const upgraded = upgradeParameter(object)
    if (upgraded !== object) this.#moves.set(`${pointer}/schema`, from)
    return upgraded
  }

  #responses(responses: unknown, produces: readonly string[] | undefined, holder: string): unknown {
    if (!isObject(responses)) return responses
    const upgraded = Object.entries(responses).map(([status, one]) => {
      if (!isObject(one) || status.startsWith('x-')) return [status, one]
      const pointer = toPointer(`${holder}/responses`, status)
      const written = this.#follow({ object: one, pointer })
      if (written.pointer !== pointer) this.#moves.set(pointer, written.pointer)
      return [status, this.#response(written.object, pointer, produces)]
    })
    return Object.fromEntries(upgraded)
  }

  #response(response: JsonObject, pointer: string, produces: readonly string[] | undefined): JsonObject {
    if (isReference(response) || isObject(response.content)) return response
    const { examples, headers, ...rest } = response
    const content = this.#content(response, pointer, produces)
    return {
      ...rest,
      ...(content === undefined ? {} : { content }),
      ...(isObject(headers) ? { headers: this.#headers(headers, pointer) } : {}),
    }
  }

  #content(response: JsonObject, pointer: string, produces: readonly string[] | undefined): unknown {
    const { schema } = response
    const examples = isObject(response.examples) ? response.examples : {}
    const exampled = Object.keys(examples).filter((type) => type.includes('/'))
    if (!isObject(schema) && exampled.length === 0) return undefined
    const usual = isObject(schema) && schema.type === 'file' ? 'application/octet-stream' : 'application/json'
    const types = new Set([...(produces ?? (exampled.length === 0 ? [usual] : [])), ...exampled])
    const content = [...types].map((type) => {
      const place = toPointer(`${pointer}/content`, type)
      this.#moves.set(place, `${pointer}/schema`)
      this.#moves.set(`${place}/schema`, `${pointer}/schema`)
      if (!exampled.includes(type)) return [type, { schema }]
      this.#moves.set(`${place}/example`, toPointer(`${pointer}/examples`, type))
      return [type, { schema, example: examples[type] }]
    })
    return Object.fromEntries(content)
  }

  #headers(headers: JsonObject, pointer: string): JsonObject {
    const upgraded = Object.entries(headers).map(([name, header]) => {
      if (!isObject(header)) return [name, header]
      const place = toPointer(`${pointer}/headers`, name)
      this.#moves.set(`${place}/schema`, place)
      return [name, upgradeHeader(header)]
    })
    return Object.fromEntries(upgraded)
  }

  /** What a reference leads to in the end; itself where it leads nowhere, which is found again as a fault. */
  #follow(written: Written): Written {
    let current = written
    for (let steps = 0; isReference(current.object) && steps < MOST_REFERENCES; steps++) {
      const tokens = referenceTokens(this.#source, current.object.$ref)
      const object = tokens?.reduce<unknown>((value, token) => (value as JsonObject)[token], this.#source)
      if (tokens === undefined || !isObject(object)) return written
      current = { object, pointer: tokens.reduce(toPointer, '') }
    }
    return isReference(current.object) ? written : current
  }
}

/** A chain of references that is longer goes in a circle. */
const MOST_REFERENCES = 50

const MOVED_COMPONENTS = [
  ['schemas', 'definitions'],
  ['parameters', 'parameters'],
  ['responses', 'responses'],
  ['securitySchemes', 'securityDefinitions'],
] as const

/** A reference to a component by its place in OpenAPI 3. */
export function upgradeReference(reference: string): string {
  const moved = MOVED_COMPONENTS.find(([, from]) => reference.startsWith(`#/${from}/`))
  return moved === undefined ? reference : `#/components/${moved[0]}${reference.slice(moved[1].length + 2)}`
}

function mediaTypes(value: unknown): readonly string[] | undefined {
  const list = [value].flat().filter((type) => typeof type === 'string')
  return list.length === 0 ? undefined : list
}

function serversOf({ host, basePath, schemes }: JsonObject): readonly JsonObject[] {
  const path = typeof basePath === 'string' ? basePath : '/'
  if (typeof host !== 'string') return [{ url: path }]
  const names = [schemes].flat().filter((scheme) => typeof scheme === 'string')
  const base = path.startsWith('/') ? path : `/${path}`
  return (names.length === 0 ? ['https'] : names).map((scheme) => ({ url: `${scheme}://${host}${base}` }))
}
