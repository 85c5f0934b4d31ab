import { keyOf } from './finding.ts'
import { countFindings, hasFailed, type Report } from './report.ts'

/** Raised when a field is taken out or comes to mean something else; new fields do not raise it. */
const VERSION = 1

/**
 * A report as JSON, its fields in a fixed order: `format`, `version`, `tool`, `document`, `ok` (no errors), `counts` by
 * severity, `examined`, `findings`, and `tables` where there are any. A finding has `code`, `severity`, `message`,
 * `advice`, `subject` and `key` (the same from run to run, for baselines), and where they are known `file`, `line`,
 * `column`, `previous` (the place in the document of before), `pointer`, `count`, `isUsed` (by a recording), `isKnown` (it
 * is in the baseline) and `exchange`.
 */
export function formatJson(report: Report): string {
  const { tool, document, findings, examined, tables } = report
  const shown = findings.map((finding) => {
    const { code, severity, message, messageZh, advice, subject, place, previous, pointer } = finding
    const { exchange, count, isKnown, isUsed } = finding
    return {
      code,
      severity,
      message,
      messageZh,
      advice,
      subject,
      key: keyOf(finding),
      ...place,
      previous,
      pointer,
      count,
      isUsed,
      isKnown,
      exchange,
    }
  })
  const counts = countFindings(findings)
  const ok = !hasFailed(report)
  const format = 'miaosuan-mock/report'
  const written = { format, version: VERSION, tool, document, ok, counts, examined, findings: shown, tables }
  return `${escapeUnseen(JSON.stringify(written, null, 2))}\n`
}

/** JSON may hold what turns the direction of a terminal's text; an escape says the same. */
function escapeUnseen(json: string): string {
  return json.replace(/[\p{Cf}\p{Zl}\p{Zp}]/gu, (char) =>
    char.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )
}
