import {
  basePaths,
  type DeclaredOperation,
  type Mock,
  type MockRequest,
  type MockResponse,
} from '../index.ts'

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

/** Operations as they are asked for under a prefix: it stands before the base paths of their servers. */
export function underPrefix(
  operations: readonly DeclaredOperation[],
  prefix: string,
): readonly DeclaredOperation[] {
  const lists = new Map<DeclaredOperation['servers'], DeclaredOperation['servers']>()
  const serversOf = (servers: DeclaredOperation['servers']) => {
    const bases = servers.length === 0 ? [''] : basePaths(servers)
    const known = lists.get(servers) ?? bases.map((base) => ({ url: prefix + base }))
    lists.set(servers, known)
    return known
  }
  return operations.map((one) => ({ ...one, servers: serversOf(one.servers) }))
}
