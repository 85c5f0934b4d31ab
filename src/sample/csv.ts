import type { Column } from './columns.ts'

/** Compiles columns to what writes a record as a line (RFC 4180). A list is JSON, what is not there is empty. */
export function compileCsv(columns: readonly Column[]): {
  readonly header: string
  line(record: unknown): string
} {
  const names = columns.map((path) => (path.length === 0 ? 'value' : path.join('.')))
  return {
    header: lineOf(names.map(quoted)),
    line: (record) => lineOf(columns.map((path) => cellOf(valueAt(record, path)))),
  }
}

function lineOf(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`
}

function valueAt(record: unknown, path: Column): unknown {
  let value = record
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[name]
  }
  return value
}

/** Nothing and `null` are an empty cell; an empty text is a quoted one, so that it can be told apart. */
function cellOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value === '' ? '""' : quoted(value)
  return typeof value === 'object' ? quoted(JSON.stringify(value)) : String(value)
}

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
