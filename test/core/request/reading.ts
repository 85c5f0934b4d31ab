import type { ParameterObject, RequestBodyObject } from '../../../src/core/document/openapi.ts'
import { createReferences } from '../../../src/core/document/references.ts'
import { compileBody, type ReadBody } from '../../../src/core/request/body.ts'
import { compileParameters, type ReadParameters } from '../../../src/core/request/parameters.ts'
import { requestTexts } from '../../../src/core/request/texts.ts'
import { createValidators } from '../../../src/core/schema/validator.ts'
import type { MockRequest } from '../../../src/index.ts'

/** A fragment of a document and a request to it. */
export interface ParametersCase {
  readonly components?: unknown
  readonly template?: string
  readonly parameters: readonly unknown[]
  /** `/path?query` */
  readonly target: string
  readonly headers?: MockRequest['headers']
}

/** Reads parameters as an operation does: the router decodes the segments of the path. */
export function readCase({ components = {}, template, parameters, target, headers = {} }: ParametersCase) {
  return compileCase({ components, parameters, ...(template === undefined ? {} : { template }) })(
    target,
    headers,
  )
}

export function compileCase({
  components = {},
  template = '/x',
  parameters,
}: Pick<ParametersCase, 'components' | 'template' | 'parameters'>) {
  const references = createReferences({ components })
  const names = [...template.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] as string)
  const read = compileParameters(
    parameters as readonly ParameterObject[],
    references,
    createValidators(references),
    { template },
  )
  const expression = new RegExp(`^${template.replace(/\{[^{}]+\}/g, '([^/]+)')}$`)
  return (target: string, headers: MockRequest['headers'] = {}): ReadParameters => {
    const [path = '', query = ''] = target.split(/\?(.*)/s)
    const texts = expression.exec(path)?.slice(1) ?? []
    const decoded = Object.fromEntries(
      names.map((name, index) => [name, decodeURIComponent(texts[index] ?? '')]),
    )
    return read(requestTexts({ path, query, headers }, decoded))
  }
}

/** Reads a body as an operation does. */
export function readBodyCase(
  requestBody: unknown,
  body: string | Uint8Array | undefined,
  headers: MockRequest['headers'] = {},
  components: unknown = {},
): ReadBody {
  return compileBodyCase(requestBody, components)(body, headers)
}

export function compileBodyCase(requestBody: unknown, components: unknown = {}) {
  const references = createReferences({ components })
  const read = compileBody(requestBody as RequestBodyObject, createValidators(references), references)
  return (body: string | Uint8Array | undefined, headers: MockRequest['headers'] = {}): ReadBody => {
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    return read({
      method: 'POST',
      path: '/x',
      query: '',
      headers,
      ...(bytes === undefined ? {} : { body: bytes }),
    })
  }
}
