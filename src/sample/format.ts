import type { Column } from './columns.ts'
import { compileCsv } from './csv.ts'

export const SAMPLE_FORMATS = ['json', 'ndjson', 'csv'] as const
export type SampleFormat = (typeof SAMPLE_FORMATS)[number]

/** How records are written: what is before all, each of them, and what is after all. */
export interface Written {
  readonly head: string
  record(record: unknown, nth: number): string
  readonly tail: string
}

/** Compiles a format; the columns are those of a table. */
export function compileFormat(format: SampleFormat, columns: () => readonly Column[]): Written {
  if (format === 'ndjson') return { head: '', record: (record) => `${JSON.stringify(record)}\n`, tail: '' }
  if (format === 'json') {
    const record = (one: unknown, nth: number) => (nth === 0 ? '' : ',\n') + JSON.stringify(one)
    return { head: '[\n', record, tail: '\n]\n' }
  }
  const { header, line } = compileCsv(columns())
  return { head: header, record: line, tail: '' }
}
