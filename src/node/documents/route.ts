import { mountsOf, type ServedDocument } from './served.ts'

/** The documents that a path may be of, by their places in the list, the one that fits best first. */
export type Route = (path: string) => Iterable<number>

interface Mount {
  readonly at: number
  readonly path: string
}

/**
 * Compiles which document is asked first: the one with the longest prefix and base path that the request's begins
 * with, then the others whose prefix fits, since a mock answers at its root too. Of those that fit alike, the first.
 */
export function compileRoute(documents: readonly ServedDocument[]): Route {
  const mounts = createMounts(documents)
  return function* route(path) {
    const asked = new Set<number>()
    for (const mount of mounts()) {
      if (asked.has(mount.at) || !isUnder(path, mount.path)) continue
      asked.add(mount.at)
      yield mount.at
    }
  }
}

function isUnder(path: string, mount: string): boolean {
  return (
    path.startsWith(mount) && (path.length === mount.length || path[mount.length] === '/' || mount === '')
  )
}

/** All mounts, the longest first; made anew when a document has other servers. */
function createMounts(documents: readonly ServedDocument[]): () => readonly Mount[] {
  let sources: readonly unknown[] = []
  let mounts: readonly Mount[] = []
  return () => {
    if (documents.some(({ mock }, at) => mock.operations !== sources[at])) {
      sources = documents.map(({ mock }) => mock.operations)
      mounts = documents
        .flatMap((document, at) =>
          [...new Set([...mountsOf(document), document.prefix])].map((path) => ({ at, path })),
        )
        .sort((a, b) => b.path.length - a.path.length)
    }
    return mounts
  }
}
