import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { LineCounter, parseDocument, type YAMLParseError } from 'yaml'
import type { Fault } from '../index.ts'
import { locate } from './locate.ts'

/** A document as it was read from its file. */
export interface LoadedDocument {
  readonly file: string
  readonly text: string
  readonly document: unknown
}

/** A file that cannot be served; its message is ready for a person: `file:line:column message`, a line a fault. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
}

/** Reads an OpenAPI document in YAML or JSON. Throws a LoadError where it cannot be read. */
export function loadDocument(file: string): LoadedDocument {
  const text = readText(file)
  return { file, text, document: file.endsWith('.json') ? parseJson(file, text) : parseYaml(file, text) }
}

/** The faults of a document, each with its place in the file. */
export function describeFaults({ file, text }: LoadedDocument, faults: readonly Fault[]): string {
  return faults.map(({ pointer, message }) => `${shown(file)}${locate(text, pointer)} ${message}`).join('\n')
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message
    throw new LoadError(`${shown(file)}: ${reason}`)
  }
}

/** YAML's own parser says where JSON is broken, which JSON.parse does not; it is slower, so it reads only then. */
function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    parseYaml(file, text)
    throw new LoadError(`${shown(file)}: ${(error as Error).message}`)
  }
}

function parseYaml(file: string, text: string): unknown {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true })
  if (document.errors.length === 0) return document.toJS({ maxAliasCount: 10_000 })
  throw new LoadError(document.errors.map((error) => describeError(file, error, lines)).join('\n'))
}

function describeError(file: string, error: YAMLParseError, lines: LineCounter): string {
  const { line, col } = lines.linePos(error.pos[0])
  return `${shown(file)}:${line}:${col} ${error.message}`
}

function shown(file: string): string {
  const short = relative('', file)
  return short.startsWith('..') || short === '' ? file : short
}
