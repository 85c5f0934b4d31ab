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

export interface Changing extends Live {
  /** What is served from now on. */
  change(to: Compiled): void
}

/** A mock that stays the same while what it was compiled from changes. */
export function changing(first: Compiled): Changing {
  let current = first
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
    change(to) {
      current = to
    },
    close: async () => undefined,
  }
}

/**
 * Compiles, and compiles again whenever a file of the document changes. What then cannot be served is said, and the
 * last good mock goes on until the next change. Throws what the first `compile` throws.
 */
export function reloading(
  compile: () => Compiled,
  say: (line: string) => void,
  onChange: (loaded: LoadedDocument) => void = () => undefined,
): Live {
  const since = Date.now()
  const live = changing(compile())
  const watching = watchFiles(() => {
    try {
      const since = Date.now()
      const compiled = compile()
      live.change(compiled)
      watching.follow(compiled.loaded.files, since)
      onChange(compiled.loaded)
      say('reloaded: the document has changed')
    } catch (error) {
      if (!(error instanceof LoadError)) throw error
      say(`not reloaded, the last good document is still served:\n${error.message}`)
    }
  })
  watching.follow(live.loaded.files, since)
  return {
    mock: live.mock,
    get loaded() {
      return live.loaded
    },
    close: () => watching.close(),
  }
}

/** Compiles once and for all. */
export function unchanging(compile: () => Compiled): Live {
  return { ...compile(), close: async () => undefined }
}
