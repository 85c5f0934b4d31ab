import { CODES, type FindingCode } from './code-table.ts'

/** `error`: the contract is broken. `warning`: it will hurt somebody. `info`: worth knowing, and never a failure. */
export type Severity = 'error' | 'warning' | 'info'

/** A place in a file, as a person at the command line would write it; line and column (UTF-16) count from 1. */
export interface FilePlace {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** The exchange that shows a finding. Whoever makes one masks credentials and personal data first. */
export interface Exchange {
  readonly method: string
  readonly url: string
  readonly requestHeaders?: Readonly<Record<string, string>>
  readonly requestBody?: string
  readonly status?: number
  readonly responseHeaders?: Readonly<Record<string, string>>
  readonly responseBody?: string
  /** The same request for a shell. */
  readonly curl?: string
}

/** One fault of a contract, whoever found it. */
export interface Finding {
  readonly code: FindingCode
  readonly severity: Severity
  /** What is wrong, in one sentence. It may quote anything: each format makes it harmless in its own way. */
  readonly message: string
  /** The same in Chinese, where whoever found it can say it. */
  readonly messageZh?: string
  /** What to do. */
  readonly advice: string
  readonly place?: FilePlace
  /** Where it stood in the document of before, where two are compared. */
  readonly previous?: FilePlace
  /** JSON Pointer (RFC 6901) into the file of `place`, or into the document. */
  readonly pointer?: string
  /** What was examined: `GET /pets/{petId}`, or `document`. A test case of JUnit. */
  readonly subject: string
  /** What tells it from others of the same code at the same place, run after run: `response 200 /data/0/age type`. */
  readonly detail?: string
  readonly exchange?: Exchange
  /** How many times it was seen, where that is counted. */
  readonly count?: number
  /** Whether what it is about was seen to be used, where a recording tells. */
  readonly isUsed?: boolean
  /** It is in the baseline: a finding of before, which is no failure. */
  readonly isKnown?: boolean
}

/** What whoever finds something has to say; the rest stands in the table of codes. */
export type FindingParts = Omit<Finding, 'code' | 'severity' | 'advice' | 'subject'> &
  Partial<Pick<Finding, 'severity' | 'advice' | 'subject'>>

export function createFinding(code: FindingCode, parts: FindingParts): Finding {
  const { severity, advice } = CODES[code]
  return { code, severity, advice, subject: WHOLE_DOCUMENT, ...parts }
}

/** The subject of what belongs to no operation. */
export const WHOLE_DOCUMENT = 'document'

/** A name for a finding that stays when lines move: what a baseline lists. */
export function keyOf({ code, pointer = '', subject, detail = '' }: Finding): string {
  return [code, subject, pointer, detail].filter((part) => part !== '').join(' ')
}

/** A place as terminals and editors open it. */
export function toText({ file, line, column }: FilePlace): string {
  return `${file}:${line}:${column}`
}
