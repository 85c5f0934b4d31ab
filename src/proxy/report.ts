import { coverageTables } from '../coverage/coverage-tables.ts'
import type { Finding } from '../findings/finding.ts'
import { createReport, type Report } from '../findings/report.ts'
import { type LoadedDocument, locateFaults } from '../node/load.ts'
import { shown } from '../node/read.ts'
import { withBaseline } from './baseline.ts'
import type { Session } from './session.ts'

/** Puts together what a session has found. `known` are the keys of a baseline. */
export function reportOf(session: Session, loaded: LoadedDocument, known: ReadonlySet<string>): Report {
  const { coverage, exchanges, omitted } = session
  const seen = coverage.operations.filter(({ requests }) => requests > 0)
  return createReport({
    tool: 'proxy',
    document: shown(loaded.file),
    findings: withBaseline(placed(session.findings, loaded), known),
    examined: {
      exchanges,
      'seen operations': seen.length,
      operations: coverage.operations.length,
      ...(omitted > 0 && { 'omitted findings': omitted }),
    },
    subjects: seen.map(({ operation }) => `${operation.method} ${operation.template}`),
    tables: coverageTables(coverage),
  })
}

/** Pointers into the document as places in its files. */
function placed(findings: readonly Finding[], loaded: LoadedDocument): readonly Finding[] {
  const pointers = findings.flatMap(({ pointer }) => pointer ?? [])
  const places = locateFaults(loaded, pointers)
  return findings.map((finding) => {
    const found = finding.pointer === undefined ? undefined : places.get(finding.pointer)
    if (found === undefined) return finding
    const { file, line, column } = found
    return { ...finding, place: { file, line, column } }
  })
}
