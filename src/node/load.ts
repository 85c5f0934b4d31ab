import { basename, dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { asWritten, bundle, type FailedReference } from '../core/document/bundle.ts'
import { normalise } from '../core/document/normalise.ts'
import { isObject } from '../core/document/references.ts'
import { DocumentError, type Fault } from '../index.ts'
import { type FilePlace, placesOf, type Sources, toText } from './places.ts'
import { LoadError, readSource, type SourceFile, shown, type TextFault, UnreadableFile } from './read.ts'

export { describeTextFault, LoadError, type TextFault } from './read.ts'

/** A document as it was read from its file, and from all files that it refers to. */
export interface LoadedDocument {
  readonly file: string
  /** The text of that file. */
  readonly text: string
  /** The whole document; every reference to a file is one within it. */
  readonly document: unknown
  /** The paths of all files that it consists of, its own first: what a watcher watches. */
  readonly files: readonly string[]
  /** What is written otherwise than it is read. */
  readonly warnings: readonly TextFault[]
  readonly sources: Sources
}

/** Reads an OpenAPI document in YAML or JSON. Throws a LoadError where it cannot be read, or not all of its files. */
export function loadDocument(file: string): LoadedDocument {
  const { loaded, failed } = readDocument(file)
  if (failed.length > 0) refuseFailed(loaded, failed)
  return loaded
}

export interface ReadDocument {
  readonly loaded: LoadedDocument
  /** The references to files that could not be read; they stand in the document as they are written. */
  readonly failed: readonly FailedReference[]
}

/** Reads a document with as many of its files as there are. Throws a LoadError where its own file cannot be read. */
export function readDocument(file: string): ReadDocument {
  const source = readRoot(file)
  const sources = new Map([['', source]])
  const read = (name: string): unknown => {
    const found = readSource(pathOf(name, file))
    sources.set(name, found)
    return found.value
  }
  const { value } = source
  const needsFiles = isObject(value) && NAMES_FILE.test(source.text)
  const { document, failed } = needsFiles
    ? bundle(value, basename(file), read)
    : { document: value, failed: [] }
  const files = [...sources.values()].map((one) => resolve(one.file))
  const warnings = [...sources.values()].flatMap((one) => one.warnings)
  return { loaded: { file, text: source.text, document, files, warnings, sources }, failed }
}

/** A `$ref` that does not start with `#`. */
const NAMES_FILE = /\$ref["']?\s*:\s*["']?\s*[^"'#\s]/

function readRoot(file: string): SourceFile {
  if (/^https?:\/\//i.test(file))
    throw new LoadError(`${file}: other hosts are not asked; save it to a file, and name that`)
  try {
    return readSource(file)
  } catch (error) {
    if (error instanceof UnreadableFile) throw new LoadError(`${shown(file)}: ${error.message}`)
    throw error
  }
}

/** The path of a file by the name that the document has for it. */
function pathOf(name: string, root: string): string {
  return /^file:/i.test(name) ? fileURLToPath(name) : resolve(dirname(root), name)
}

/**
 * Refuses a document with references to files that could not be read, together with all its other faults. A
 * reference may yet name an `$id` rather than a file; then there is none.
 */
function refuseFailed(loaded: LoadedDocument, failed: readonly FailedReference[]): void {
  const others = faultsOf(loaded.document)
  const broken = failed.filter(({ error }) => error instanceof LoadError)
  const missing = failed.filter(
    ({ error, pointer }) =>
      !(error instanceof LoadError) && others.some((fault) => fault.pointer === pointer),
  )
  const messages = new Map(missing.map(({ pointer, message }) => [pointer, message]))
  const skipped = new Set(broken.map(({ pointer }) => pointer))
  const faults = others
    .filter(({ pointer }) => !skipped.has(pointer))
    .map(({ pointer, message }) => ({ pointer, message: messages.get(pointer) ?? message }))
  const lines = new Set(broken.map(({ error }) => (error as Error).message))
  if (faults.length > 0) lines.add(describeFaults(loaded, faults))
  if (lines.size > 0) throw new LoadError([...lines].join('\n'))
}

function faultsOf(document: unknown): readonly Fault[] {
  try {
    normalise(document)
    return []
  } catch (error) {
    if (error instanceof DocumentError) return error.faults
    throw error
  }
}

/** Faults or warnings of a document, a line each with its place: `file:line:column message`. */
export function describeFaults(loaded: LoadedDocument, faults: readonly Fault[]): string {
  const places = locateFaults(
    loaded,
    faults.map(({ pointer }) => pointer),
  )
  const lines = faults.map(({ pointer, message }) => {
    const place = places.get(pointer) as FilePlace // each pointer has one
    return `${toText(place)} ${asWritten(message)}`
  })
  return lines.join('\n')
}

/** The places of pointers into a document, each text read once. */
export function locateFaults(
  { sources }: LoadedDocument,
  pointers: readonly string[],
): ReadonlyMap<string, FilePlace> {
  return placesOf(sources, pointers)
}

/** The texts of all files of a document, by their names as places have them. */
export function textsOf({ sources }: LoadedDocument): ReadonlyMap<string, string> {
  return new Map([...sources.values()].map(({ file, text }) => [shown(file), text]))
}
