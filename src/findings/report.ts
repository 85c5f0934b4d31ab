import type { Finding, Severity } from './finding.ts'

/** A table beside the findings, such as the coverage of a proxy. */
export interface ReportTable {
  readonly title: string
  readonly columns: readonly string[]
  /** The same in Chinese. */
  readonly titleZh?: string
  readonly columnsZh?: readonly string[]
  /** Its last column counts how often something was seen; 0 is never. */
  readonly counts?: true
  readonly rows: readonly (readonly (string | number)[])[]
}

/** What one run found, and what it looked at to find it. */
export interface Report {
  readonly tool: 'check' | 'proxy' | 'verify' | 'diff' | 'test'
  /** The document's file, as a person would write it. */
  readonly document: string
  /** Ordered by place. */
  readonly findings: readonly Finding[]
  /** How much was examined, by what it is: `{ operations: 12, answers: 340 }`. */
  readonly examined: Readonly<Record<string, number>>
  /** Every subject that was examined, whether or not something was found in it. */
  readonly subjects: readonly string[]
  readonly tables?: readonly ReportTable[]
}

export type Counts = Readonly<Record<Severity, number>>

/** Puts a report together: findings in the order of their places, each once. */
export function createReport(report: Report): Report {
  const seen = new Set<string>()
  const findings = report.findings.filter((finding) => {
    const { code, place, pointer, subject, message } = finding
    const key = JSON.stringify([code, place, pointer, subject, message])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
  const subjects = [...new Set([...report.subjects, ...findings.map(({ subject }) => subject)])]
  return { ...report, findings: findings.toSorted(byPlace), subjects }
}

export function countFindings(findings: readonly Finding[]): Counts {
  const counts = { error: 0, warning: 0, info: 0 }
  for (const { severity } of findings) counts[severity]++
  return counts
}

/** Whether a run has failed: on errors, and on warnings too where it is strict. */
export function hasFailed({ findings }: Report, strict = false): boolean {
  const { error, warning } = countFindings(findings)
  return error > 0 || (strict && warning > 0)
}

function byPlace(one: Finding, other: Finding): number {
  const [a, b] = [one.place, other.place]
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column
}
