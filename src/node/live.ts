import { createMock, DocumentError, type Mock, type MockOptions } from '../index.ts'
import { describeFaults, LoadError, type LoadedDocument } from './load.ts'
import { watchFiles } from './watch.ts'

/** A document and the mock that was compiled from it. */
export interface Compiled {
  readonly loaded: LoadedDocument
  readonly mock: Mock
}

/** Compiles a document that was loaded. Throws a LoadError with the places of all faults where it cannot be served. */
export function compileLoaded(loaded: LoadedDocument, options: MockOptions): Compiled {
  try {
    return { loaded, mock: createMock(loaded.document, options) }
  } catch (error) {
    if (error instanceof DocumentError) throw new LoadError(describeFaults(loaded, error.faults))
    throw error
  }
}

export interface Live {
  /** Answers as the document stands now; the new mock takes over between two requests. */
  readonly mock: Mock
  readonly loaded: LoadedDocument
  close(): Promise<void>
}

/**
 * Compiles, and compiles again whenever a file of the document changes. What then cannot be served is said, and the
 * last good mock goes on until the next change. Throws what the first `compile` throws.
 */
export function reloading(compile: () => Compiled, say: (line: string) => void): Live {
  let current: Compiled
  const refresh = () => {
    const since = Date.now()
    current = compile()
    watching.follow(current.loaded.files, since)
  }
  const watching = watchFiles(() => {
    try {
      refresh()
      say('reloaded: the document has changed')
    } catch (error) {
      if (!(error instanceof LoadError)) throw error
      say(`not reloaded, the last good document is still served:\n${error.message}`)
    }
  })
  refresh()
  return {
    mock: {
      handle: (request) => current.mock.handle(request),
      explain: (request) => current.mock.explain(request),
      callbacks: (request, response) => current.mock.callbacks(request, response),
      sample: (operation, wishes) => current.mock.sample(operation, wishes),
      responses: (operation) => current.mock.responses(operation),
      get operations() {
        return current.mock.operations
      },
      get warnings() {
        return current.mock.warnings
      },
    },
    get loaded() {
      return current.loaded
    },
    close: () => watching.close(),
  }
}

/** Compiles once and for all. */
export function unchanging(compile: () => Compiled): Live {
  return { ...compile(), close: async () => undefined }
}
