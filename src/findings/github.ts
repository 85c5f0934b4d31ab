import { CODES } from './code-table.ts'
import { type Finding, type Severity, toText } from './finding.ts'
import { summaryOf } from './pretty.ts'
import type { Report } from './report.ts'
import { visible } from './text.ts'

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' }

/** A workflow command for each finding, which GitHub shows at its line, and a last line for the log. */
export function formatGithub(report: Report): string {
  return `${[...report.findings.map(toCommand), summaryOf(report)].join('\n')}\n`
}

function toCommand(finding: Finding): string {
  const { code, severity, message, advice, place, previous, pointer, subject } = finding
  const properties: readonly (readonly [string, string | number | undefined])[] = [
    ['file', place?.file.replaceAll('\\', '/')],
    ['line', place?.line],
    ['col', place?.column],
    ['title', `${code}: ${CODES[code].title}`],
  ]
  const written = properties
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
  const where = place === undefined ? `${subject}${pointer === undefined ? '' : ` ${pointer}`}: ` : ''
  const before = previous === undefined ? '' : `\nbefore: ${toText(previous)}`
  const text = `${where}${message}${before}\n${advice}`
  return `::${COMMANDS[severity]} ${written.join(',')}::${escapeData(text)}`
}

/** A line that begins with `::` is a command, so no text may begin one: line breaks and percent signs are escaped. */
function escapeData(text: string): string {
  const lines = text.split('\n').map(visible)
  return lines.join('\n').replaceAll('%', '%25').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
