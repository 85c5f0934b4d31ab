import type { Mock, MockRequest, MockResponse } from '../index.ts'

/**
 * A mock under a prefix, such as `/api`: it reads the paths below it, and writes samples with it. What is not below it is
 * no path of the document.
 */
export function withPrefix(mock: Mock, prefix: string): Mock {
  const isBelow = ({ path }: MockRequest) => path === prefix || path.startsWith(`${prefix}/`)
  const below = (request: MockRequest): MockRequest => {
    return isBelow(request) ? { ...request, path: request.path.slice(prefix.length) || '/' } : request
  }
  return {
    handle: (request) => (isBelow(request) ? mock.handle(below(request)) : NOWHERE),
    explain(request) {
      const explanation = mock.explain(below(request))
      return { ...explanation, path: request.path }
    },
    callbacks: (request, response) => mock.callbacks(below(request), response),
    sample(operation, wishes) {
      const sample = mock.sample(operation, wishes)
      return sample && { ...sample, path: prefix + sample.path }
    },
    responses: (operation) => mock.responses(operation),
    get operations() {
      return mock.operations
    },
    get warnings() {
      return mock.warnings
    },
  }
}

/** It is left to whoever stands behind the mock, who answers it. */
const NOWHERE: MockResponse = { status: 404, headers: [], source: { kind: 'problem', name: 'NO_PATH' } }
