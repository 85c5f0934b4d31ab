import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { LineCounter, YAMLParseError } from 'yaml'
import { type Decoded, decodeText } from './decode.ts'
import { yamlPackage } from './yaml/package.ts'
import { readPlainYaml } from './yaml/reader.ts'

/** Something wrong with a text, at its place; line and column count from 1. */
export interface TextFault {
  /** As a person at the command line would write it. */
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** A file that cannot be served; its message is ready for a person: `file:line:column message`, a line a fault. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
  /** The same by place, as far as there are places. */
  readonly faults: readonly TextFault[]

  constructor(message: string, faults: readonly TextFault[] = []) {
    super(message)
    this.faults = faults
  }
}

export function describeTextFault({ file, line, column, message }: TextFault): string {
  return `${file}:${line}:${column} ${message}`
}

/** There is no such file, or it cannot be opened; whoever asked for it says where. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
}

/** A file as text and as what it says. */
export interface SourceFile {
  readonly file: string
  readonly text: string
  readonly value: unknown
  /** What is written otherwise than it is read. */
  readonly warnings: readonly TextFault[]
}

/** Reads a file in YAML or JSON. Throws an UnreadableFile, or a LoadError that says where its text is broken. */
export function readSource(file: string): SourceFile {
  const { text, guessed } = readText(file)
  const { value, warnings } = looksLikeJson(file, text) ? parseJson(file, text) : parseYaml(file, text)
  const doubts =
    guessed === undefined
      ? []
      : [{ file: shown(file), line: 1, column: 1, message: `this is not UTF-8; it is read as ${guessed}` }]
  return { file, text, value, warnings: [...doubts, ...warnings] }
}

function readText(file: string): Decoded {
  try {
    return decodeText(readFileSync(file))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new UnreadableFile('there is no such file')
    throw new UnreadableFile(code === 'EISDIR' ? 'this is a folder, not a file' : message)
  }
}

type Parsed = Pick<SourceFile, 'value' | 'warnings'>

/** JSON is YAML too, and is read far faster as what it is, whatever the file is called. */
export function looksLikeJson(file: string, text: string): boolean {
  return file.endsWith('.json') || /^\s*[{[]/.test(text.slice(0, 1000))
}

/** YAML's own parser says where JSON is broken, which JSON.parse does not; it is slower, so it reads only then. */
function parseJson(file: string, text: string): Parsed {
  try {
    return { value: JSON.parse(text), warnings: [] }
  } catch (error) {
    if (!file.endsWith('.json')) return parseYaml(file, text)
    parseYaml(file, text)
    throw jsonError(file, (error as Error).message)
  }
}

/** V8 says the place at the end of its message, where it knows it. */
function jsonError(file: string, message: string): LoadError {
  const [, what, line, column] =
    /^(.*?)(?: in JSON)? at position \d+ \(line (\d+) column (\d+)\)$/s.exec(message) ?? []
  const fault = {
    file: shown(file),
    line: Number(line ?? 1),
    column: Number(column ?? 1),
    message: what ?? message,
  }
  return new LoadError(what === undefined ? `${shown(file)}: ${message}` : describeTextFault(fault), [fault])
}

/** A key that is there twice is a slip in a document by hand; as in JSON, the last one counts, and it is said. */
const FORGIVEN: ReadonlySet<string> = new Set(['DUPLICATE_KEY'])

function parseYaml(file: string, text: string): Parsed {
  const read = readPlainYaml(text.replaceAll('\r\n', '\n'))
  if (read !== undefined) return { value: read.value, warnings: [] }
  const { LineCounter, parseDocument } = yamlPackage()
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true })
  const errors = document.errors.filter((error) => !FORGIVEN.has(error.code))
  if (errors.length === 0) {
    const warnings = document.errors.map((error) => toFault(file, error, lines))
    return { value: document.toJS({ maxAliasCount: 10_000 }), warnings }
  }
  const first = new Map(errors.toReversed().map((error) => [error.pos[0], error]))
  const ordered = [...first.values()].toReversed() // one slip is often two errors at the same place
  const faults = ordered.map((error) => toFault(file, error, lines))
  const more = faults.length - SHOWN_ERRORS
  const described = faults.slice(0, SHOWN_ERRORS).map(describeTextFault)
  throw new LoadError([...described, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'), faults)
}

/** A file that is no YAML at all has a fault in each of its lines. */
const SHOWN_ERRORS = 10

function toFault(file: string, error: YAMLParseError, lines: LineCounter): TextFault {
  const { line, col } = lines.linePos(error.pos[0])
  return { file: shown(file), line, column: col, message: error.message }
}

/** A file as a person at the command line would write it. */
export function shown(file: string): string {
  const short = relative('', file)
  return short.startsWith('..') || short === '' ? file : short
}
