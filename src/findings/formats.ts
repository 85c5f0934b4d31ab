import type { FormatName } from './format-names.ts'
import { formatGithub } from './github.ts'
import { formatJson } from './json.ts'
import { formatJunit } from './junit.ts'
import { formatPretty } from './pretty.ts'
import type { Report } from './report.ts'

export interface FormatOptions {
  /** The texts of the files that places name, for code frames. */
  readonly sources: ReadonlyMap<string, string>
  /** Whether to write the colours of a terminal. */
  readonly colour: boolean
}

export type Format = (report: Report, options: FormatOptions) => string

/** Every text that a report can be written as; the page for a browser is written by `formatHtml`. */
export const FORMATS: Readonly<Record<FormatName, Format>> = {
  pretty: formatPretty,
  json: formatJson,
  junit: formatJunit,
  github: formatGithub,
}
