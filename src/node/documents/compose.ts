import {
  createMock,
  type DeclaredOperation,
  type Mock,
  type MockOptions,
  type MockRequest,
  type MockResponse,
} from '../../index.ts'
import { withDocument } from '../document-answer.ts'
import type { LoadedDocument } from '../load.ts'
import { compileRoute, type Route } from './route.ts'
import { ownScenario } from './scenario.ts'
import { baseOf, qualify, type ServedDocument } from './served.ts'

/** Several documents as one mock: ids of operations begin with the names of their documents. */
export interface ComposedMock extends Mock {
  /** The document of an operation, or the first where none has it. */
  loadedOf(operation?: string): LoadedDocument
}

/** Composes mocks to one, which asks of a request the one whose prefix or base path fits it best. */
export function composeMocks(
  documents: readonly ServedDocument[],
  options: Pick<MockOptions, 'cors' | 'seed'>,
): ComposedMock {
  const parts = documents.map(compilePart)
  const first = parts[0] as Part // nobody serves none
  const nowhere = { ...first, ...createMock(NOWHERE, options) }
  const route: Route = compileRoute(documents)
  const listed = createListing(parts)
  const partOf = (operation: string | undefined) =>
    operation === undefined ? undefined : parts.find((part) => part.owns(operation))

  const choose = (request: MockRequest): readonly [part: Part, response: MockResponse] => {
    let refused: readonly [Part, MockResponse] | undefined
    for (const at of route(request.path)) {
      const part = parts[at] as Part
      const response = part.handle(request)
      const { name } = response.source
      if (name !== 'NO_PATH' && name !== 'NO_METHOD') return [part, response]
      if (refused === undefined || (name === 'NO_METHOD' && isNoPath(refused[1]))) refused = [part, response]
    }
    return refused ?? [nowhere, nowhere.handle(request)]
  }
  return {
    handle: (request) => choose(request)[1],
    explain: (request) => choose(request)[0].explain(request),
    callbacks(request, response) {
      const part = partOf(response.source.operation)
      return part === undefined ? [] : part.document.mock.callbacks(part.inside(request), response)
    },
    sample(operation, wishes) {
      const own = listed().get(operation)
      const sample = own?.part.document.mock.sample(own.operation, wishes)
      return sample && own && { ...sample, path: own.part.outside(sample.path, own.operation) }
    },
    responses(operation) {
      const own = listed().get(operation)
      return own === undefined ? [] : own.part.document.mock.responses(own.operation)
    },
    loadedOf: (operation) => (partOf(operation) ?? first).document.loaded(),
    get operations() {
      return [...listed().keys()]
    },
    get warnings() {
      return documents.flatMap(({ mock }) => mock.warnings)
    },
  }
}

/** What answers where no document has its prefix. */
const NOWHERE = { openapi: '3.1.0', info: { title: '', version: '' }, paths: {} }

function isNoPath({ source }: MockResponse): boolean {
  return source.name === 'NO_PATH'
}

/** A document's part of the composed mock: requests without its prefix go in, answers with its name come out. */
interface Part {
  readonly document: ServedDocument
  readonly owns: (operation: string) => boolean
  readonly inside: (request: MockRequest) => MockRequest
  readonly outside: (path: string, operation: DeclaredOperation) => string
  readonly handle: Mock['handle']
  readonly explain: Mock['explain']
}

function compilePart(document: ServedDocument): Part {
  const { prefix, mock, name, loaded } = document
  const handle = withDocument((request) => mock.handle(request), loaded)
  const named = new WeakMap<MockResponse, MockResponse>()
  const inside: Part['inside'] = (request) => ({
    ...request,
    path: request.path.slice(prefix.length) || '/',
    headers: name === '' ? request.headers : ownScenario(request.headers, `${name}:`),
  })
  /** One object for one object: what is sent again is known again by whoever sends it. */
  const rename = (response: MockResponse): MockResponse => {
    const { source } = response
    if (name === '' || source.operation === undefined) return response
    const known = named.get(response)
    if (known !== undefined) return known
    const made = { ...response, source: { ...source, operation: qualify(document, source.operation) } }
    named.set(response, made)
    return made
  }
  return {
    document,
    owns: (operation) => name === '' || operation.startsWith(`${name}:`),
    inside,
    outside: (path, { servers }) => prefix + (prefix === '' ? baseOf(servers) : '') + path,
    handle: (request) => rename(handle(inside(request))),
    explain(request) {
      const explanation = mock.explain(inside(request))
      const { operation } = explanation
      const told = { ...explanation, path: request.path }
      return operation === undefined
        ? told
        : { ...told, operation: { ...operation, id: qualify(document, operation.id) } }
    },
  }
}

interface Own {
  readonly part: Part
  readonly operation: DeclaredOperation
}

/** The operations of all documents under their ids among all, listed anew when a document has others. */
function createListing(parts: readonly Part[]): () => ReadonlyMap<DeclaredOperation, Own> {
  let sources: readonly unknown[] = []
  let listed: ReadonlyMap<DeclaredOperation, Own> = new Map()
  return () => {
    const now = parts.map(({ document }) => document.mock.operations)
    if (now.some((operations, at) => operations !== sources[at])) {
      sources = now
      listed = new Map(
        parts.flatMap((part) =>
          part.document.mock.operations.map((operation): [DeclaredOperation, Own] => [
            {
              ...operation,
              id: qualify(part.document, operation.id),
              template: part.outside(operation.template, operation),
            },
            { part, operation },
          ]),
        ),
      )
    }
    return listed
  }
}
