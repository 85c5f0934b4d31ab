import { basename } from 'node:path'
import { basePaths, type DeclaredOperation, type Fixtures, type Mock, type Shown } from '../../index.ts'
import type { LoadedDocument } from '../load.ts'

/** A document among those that are served together. */
export interface ServedDocument {
  /** In addresses of pages and before the ids of its operations; empty where it is the only one. */
  readonly name: string
  /** What stands before all of its paths; empty where nothing does. */
  readonly prefix: string
  readonly seed: string
  readonly mock: Mock
  readonly fixtures?: Fixtures | undefined
  /** As it stands now. */
  loaded(): LoadedDocument
}

/** Names documents by their prefixes, or by their files; a name that is taken gets a number. */
export function nameDocuments(
  documents: readonly { readonly path: string; readonly prefix?: string | undefined }[],
): readonly string[] {
  if (documents.length === 1) return ['']
  const taken = new Set<string>()
  return documents.map(({ path, prefix = '' }) => {
    const wanted = plain(prefix === '' ? basename(path).replace(/\.\w+$/, '') : prefix.slice(1))
    const name = [wanted, ...documents.map((_, at) => `${wanted}-${at + 2}`)].find((one) => !taken.has(one))
    taken.add(name as string) // there are more of them than documents
    return name as string
  })
}

/** In an address a name is one segment, and in an id it ends at the first colon. */
function plain(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, '-') || 'api'
}

/** The id of an operation among those of all documents. */
export function qualify({ name }: ServedDocument, id: string): string {
  return name === '' ? id : `${name}:${id}`
}

/** What the fixtures of all documents show, by the ids of operations among all. */
export function showcaseOf(documents: readonly ServedDocument[]): readonly Shown[] {
  return documents.flatMap((document) =>
    (document.fixtures?.showcase ?? []).map((one) => ({
      ...one,
      operation: qualify(document, one.operation),
    })),
  )
}

/** Where a document answers: its base paths under its prefix, as far as they are written out. */
export function mountsOf({ prefix, mock }: ServedDocument): readonly string[] {
  const lists = new Set(mock.operations.map(({ servers }) => servers))
  const bases = [...lists].flatMap(basePaths).map((base) => base.replace(/\/[^/]*\{.*$/s, ''))
  return [...new Set(bases.length === 0 ? [prefix] : bases.map((base) => prefix + base))]
}

/** The base path by which an operation is asked among those of other documents: its first that is written out. */
export function baseOf(servers: DeclaredOperation['servers']): string {
  return basePaths(servers).find((base) => !base.includes('{')) ?? ''
}
