import { styleText } from 'node:util'
import { type Finding, type Severity, toText } from './finding.ts'
import type { FormatOptions } from './formats.ts'
import { codeFrame, type FrameLine } from './frame.ts'
import { countFindings, type Report } from './report.ts'
import { counted, visible } from './text.ts'

type Style = Parameters<typeof styleText>[0]
type Paint = (style: Style, text: string) => string

const COLOURS: Readonly<Record<Severity, 'red' | 'yellow' | 'cyan'>> = {
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
}

/** Of one code, so many are shown: a document of thousands of lines may have the same slip in each. */
const SHOWN_OF_A_CODE = 20

/** A report for a person: each finding with its place, the lines around it, and what to do. */
export function formatPretty(report: Report, { sources, colour }: FormatOptions): string {
  const paint: Paint = (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text)
  const shown = new Map<string, number>()
  const blocks = report.findings.flatMap((finding) => {
    const count = (shown.get(finding.code) ?? 0) + 1
    shown.set(finding.code, count)
    return count > SHOWN_OF_A_CODE ? [] : [block(finding, sources, paint)]
  })
  const more = [...shown]
    .filter(([, count]) => count > SHOWN_OF_A_CODE)
    .map(([code, count]) => `and ${count - SHOWN_OF_A_CODE} more ${code}; --format json has all of them`)
  const summary = paint(['bold', summaryColour(report)], summaryOf(report))
  return `${[...blocks, ...(more.length === 0 ? [] : [more.join('\n')]), summary].join('\n\n')}\n`
}

/** One line: how much was found, and how much was looked at. */
export function summaryOf({ findings, examined, document }: Report): string {
  const counts = countFindings(findings)
  const found = (['error', 'warning', 'info'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => counted(counts[severity], severity === 'info' ? 'note' : severity))
  const looked = Object.entries(examined).map(([what, count]) => counted(count, what.replace(/s$/, '')))
  const mark = counts.error > 0 ? '✖' : '✔'
  const all = looked.length === 0 ? '' : ` (${looked.join(', ')})`
  return visible(`${mark} ${document}: ${found.join(', ') || 'nothing found'}${all}`)
}

function summaryColour({ findings }: Report): 'red' | 'yellow' | 'green' {
  const { error, warning } = countFindings(findings)
  if (error > 0) return 'red'
  return warning > 0 ? 'yellow' : 'green'
}

function block(finding: Finding, sources: FormatOptions['sources'], paint: Paint): string {
  const { code, severity, message, advice, place, exchange } = finding
  const head = `${paint([COLOURS[severity], 'bold'], `${severity} ${code}`)} ${visible(message)}`
  const frame = place === undefined ? [] : codeFrame(sources.get(place.file) ?? '', place)
  const margin = String(place?.line ?? '').length
  const where = whereOf(finding)
  return [
    head,
    ...(where === '' ? [] : [`${' '.repeat(margin)}${paint('cyan', '-->')} ${visible(where)}`]),
    ...frame.map((line) => frameLine(line, margin, paint, COLOURS[severity])),
    ...(finding.previous === undefined
      ? []
      : [`${' '.repeat(margin)} ${paint('gray', 'before')} ${visible(toText(finding.previous))}`]),
    ...(exchange?.curl === undefined
      ? []
      : [`${' '.repeat(margin)} ${paint('gray', '$')} ${visible(exchange.curl)}`]),
    `${' '.repeat(margin)} ${paint('cyan', '=')} ${visible(advice)}`,
  ].join('\n')
}

/** A place in a file, which terminals open at a click, or what is known in its stead. */
function whereOf({ place, subject, pointer }: Finding): string {
  if (place !== undefined) return toText(place)
  return [subject, pointer].filter((part) => part !== undefined && part !== '').join(' ')
}

function frameLine(
  { number, text, isPointer }: FrameLine,
  margin: number,
  paint: Paint,
  colour: Style,
): string {
  const label = String(number ?? '').padStart(margin)
  return `${paint('gray', `${label} |`)} ${isPointer ? paint(colour, text) : text}`.trimEnd()
}
