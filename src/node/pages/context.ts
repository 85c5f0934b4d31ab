import type { Mock, Shown } from '../../index.ts'
import type { ServedDocument } from '../documents/served.ts'
import type { Journal } from '../journal.ts'
import type { LoadedDocument } from '../load.ts'
import { type FilePlace, placesOf } from '../places.ts'

/** What the pages tell of. */
export interface PagesContext {
  readonly mock: Mock
  /** The document of an operation as it stands now; where several are served and none is named, the first. */
  loaded(operation?: string): LoadedDocument
  /** The documents, where several are served. */
  readonly documents?: readonly ServedDocument[] | undefined
  readonly journal: Journal
  /** The seed of answers that ask for none. */
  readonly seed: string
  /** What the fixtures show. */
  readonly showcase: readonly Shown[]
  /** Aborted when the server ends. */
  readonly signal: AbortSignal
}

const located = new WeakMap<LoadedDocument, Map<string, FilePlace>>()

/** Where things of the document are written. Its text is read again only for pointers that were not asked for before. */
export function locate(loaded: LoadedDocument, pointers: readonly string[]): ReadonlyMap<string, FilePlace> {
  const known = located.get(loaded) ?? new Map<string, FilePlace>()
  located.set(loaded, known)
  const unknown = [...new Set(pointers)].filter((pointer) => !known.has(pointer))
  if (unknown.length > 0) {
    for (const [pointer, place] of placesOf(loaded.sources, unknown)) known.set(pointer, place)
  }
  return known
}
