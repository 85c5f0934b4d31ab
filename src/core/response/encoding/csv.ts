import { isObject } from '../../document/references.ts'
import { essence } from '../../media-type.ts'
import type { CompileEncoding } from './encoding.ts'
import { sampleText } from './sample-text.ts'
import { toText } from './text.ts'

/** Comma-separated values (RFC 4180), and the same with tabs: a row an item, and a header row for objects. */
export const compileCsv: CompileEncoding = (encodable) => {
  const separator = essence(encodable.mediaType) === 'text/tab-separated-values' ? '\t' : ','
  return {
    encode: (value) => ({ body: typeof value === 'string' ? value : toCsv(value, separator) }),
    readText: (text) => ({ body: text }),
    sample: sampleText(encodable, separator === ',' ? SAMPLE : SAMPLE.replaceAll(',', '\t')),
  }
}

const SAMPLE = 'id,name\r\n1,First\r\n2,Second\r\n'

/** Lines end in CRLF. The columns are the properties of all items, in the order in which they are met. */
export function toCsv(value: unknown, separator = ','): string {
  const items = Array.isArray(value) ? (value as readonly unknown[]) : [value]
  const columns = [...new Set(items.filter(isObject).flatMap((item) => Object.keys(item)))]
  const header = columns.length === 0 ? [] : [columns]
  const rows = items.map((item) => cells(item, columns))
  return [...header, ...rows].map((row) => `${line(row, separator)}\r\n`).join('')
}

/** A sole empty cell is quoted, since an empty line is no row. */
function line(row: readonly string[], separator: string): string {
  return row.map((text) => quote(text, separator)).join(separator) || '""'
}

function cells(item: unknown, columns: readonly string[]): readonly string[] {
  if (Array.isArray(item)) return item.map(cell)
  return isObject(item)
    ? columns.map((name) => cell(Object.hasOwn(item, name) ? item[name] : null))
    : [cell(item)]
}

function cell(value: unknown): string {
  return value === null || value === undefined ? '' : toText(value)
}

function quote(text: string, separator: string): string {
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text
}
