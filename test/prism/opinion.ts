import { createRequire } from 'node:module'
import type { Answer, MockRequest } from '../../src/index.ts'

/**
 * Prism's validator, as Prism's own server uses it: what it says of a request and of an answer, without the rest of
 * Prism.
 */

const require = createRequire(import.meta.url)

interface Diagnostic {
  readonly message: string
  readonly severity: number
  readonly path?: readonly string[]
}

interface Operation {
  readonly method: string
  readonly path: string
}

type Either<Right> =
  | { readonly _tag: 'Left'; readonly left: unknown }
  | { readonly _tag: 'Right'; readonly right: Right }

type Validator = (of: { readonly resource: Operation; readonly element: unknown }) => Either<unknown>

interface PrismHttp {
  getHttpOperationsFromSpec(document: object): Promise<readonly Operation[]>
}

interface PrismValidator {
  readonly validateInput: Validator
  readonly validateOutput: Validator
  readonly validateSecurity: Validator
}

interface PrismRouter {
  default(of: { readonly resources: readonly Operation[]; readonly input: unknown }): Either<Operation>
}

const http: PrismHttp = require('@stoplight/prism-http')
const validator: PrismValidator = require('@stoplight/prism-http/dist/validator')
const router: PrismRouter = require('@stoplight/prism-http/dist/router')
const typeIs: { is(type: string, types: readonly string[]): string | false } = createRequire(
  require.resolve('@stoplight/prism-http'),
)('type-is')

/** What Prism has against something; nothing where it takes it. */
export type Opinion = readonly string[]

export interface PrismOpinions {
  ofRequest(request: MockRequest): Opinion
  ofAnswer(request: MockRequest, answer: Answer): Opinion
}

/** Throws where Prism cannot read the document. */
export async function createPrismOpinions(document: unknown): Promise<PrismOpinions> {
  const resources = await http.getHttpOperationsFromSpec(structuredClone(document) as object)
  const routed = (request: MockRequest) => router.default({ resources, input: inputOf(request) })
  return {
    ofRequest(request) {
      const route = routed(request)
      if (route._tag === 'Left') return [String((route.left as Error).message)]
      const read = inputOf(request)
      if (read.body instanceof SyntaxError) return [read.body.message]
      const of = { resource: route.right, element: read }
      return [validator.validateInput(of), validator.validateSecurity(of)].flatMap(errorsOf)
    },
    ofAnswer(request, answer) {
      const route = routed(request)
      if (route._tag === 'Left') return []
      return errorsOf(validator.validateOutput({ resource: route.right, element: outputOf(answer) }))
    },
  }
}

const ERROR = 0

function errorsOf(result: Either<unknown>): Opinion {
  if (result._tag === 'Right') return []
  const all = [result.left].flat() as readonly Diagnostic[]
  return all
    .filter(({ severity }) => severity === undefined || severity === ERROR)
    .map(({ message, path = [] }) => [path.join('.'), message].filter((part) => part !== '').join(' '))
}

/** As Prism's server reads a request. */
function inputOf({ method, path, query, headers, body }: MockRequest) {
  const values = new URLSearchParams(query)
  const pairs = [...new Set(values.keys())].map((key) => {
    const all = values.getAll(key)
    return [key, all.length === 1 ? all[0] : all] as const
  })
  const length = body === undefined || body.length === 0 ? {} : { 'content-length': String(body.length) }
  return {
    method: method.toLowerCase(),
    url: { path, query: Object.fromEntries(pairs) },
    headers: { ...length, ...headers },
    body:
      body === undefined || body.length === 0
        ? null
        : parse(Buffer.from(body).toString('utf8'), headers['content-type']),
  }
}

function outputOf({ status, headers, body = new Uint8Array() }: Answer) {
  const text = Buffer.from(body).toString('utf8')
  return { statusCode: status, headers, body: parse(text, headers['content-type']) }
}

function parse(text: string, type: string | readonly string[] | undefined): unknown {
  const [first = ''] = [type ?? ''].flat()
  if (!typeIs.is(first, ['application/json', 'application/*+json'])) return text
  try {
    return JSON.parse(text)
  } catch (error) {
    return error
  }
}
