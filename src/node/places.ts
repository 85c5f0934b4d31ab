import { FILES_KEY } from '../core/document/bundle.ts'
import { pointerTokens, toPointer } from '../core/document/pointer.ts'
import { locateAll } from './locate.ts'
import { type SourceFile, shown } from './read.ts'

/** Where something is written. Line and column count from 1. */
export interface FilePlace {
  /** As a person at the command line would write it. */
  readonly file: string
  readonly line: number
  readonly column: number
  /** JSON Pointer within that file. */
  readonly pointer: string
}

/** The files of a document by their names under `x-files`; its own by an empty name. */
export type Sources = ReadonlyMap<string, SourceFile>

/** Where the things at pointers of a document are written. Each file is read again for it, once. */
export function placesOf(sources: Sources, pointers: readonly string[]): ReadonlyMap<string, FilePlace> {
  const written = pointers.map((pointer) => ({ pointer, ...sourceOf(pointer, sources) }))
  const files = [...new Set(written.map(({ source }) => source))]
  const located = new Map(
    files.map((source) => {
      const own = written.filter((one) => one.source === source).map(({ inFile }) => inFile)
      return [source, locateAll(source, own)] as const
    }),
  )
  return new Map(
    written.map(({ pointer, source, inFile }) => {
      const { line, column } = located.get(source)?.get(inFile) ?? { line: 1, column: 1 }
      return [pointer, { file: shown(source.file), line, column, pointer: inFile }]
    }),
  )
}

/** The file in which the thing at a pointer is written, and its pointer there. */
function sourceOf(pointer: string, sources: Sources) {
  const [first, name, ...rest] = pointerTokens(pointer)
  const source = first === FILES_KEY && name !== undefined ? sources.get(name) : undefined
  return source === undefined
    ? { source: sources.get('') as SourceFile, inFile: pointer }
    : { source, inFile: rest.reduce(toPointer, '') }
}

export function toText({ file, line, column }: FilePlace): string {
  return `${file}:${line}:${column}`
}
