import { type Finding, toText } from './finding.ts'
import { countFindings, type Report } from './report.ts'
import { visible, xmlText } from './text.ts'

/**
 * A report as JUnit XML, as Jenkins, GitLab and others read it: a case for each subject that was examined and has no
 * error, and one for each error. Warnings stand in the output of their case.
 */
export function formatJunit({ tool, document, findings, subjects }: Report): string {
  const cases = subjects.flatMap((subject) => {
    const own = findings.filter((finding) => finding.subject === subject)
    const errors = own.filter(({ severity }) => severity === 'error')
    const others = own.filter(({ severity }) => severity !== 'error')
    if (errors.length === 0) return [passedCase(subject, others, tool)]
    const output = others.length === 0 ? [] : [passedCase(`${subject} (warnings)`, others, tool)]
    return [...errors.map((error) => failedCase(error, tool)), ...output]
  })
  const failures = countFindings(findings).error
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="0"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="miaosuan-mock" ${counts}>`,
    `  <testsuite name="${attribute(`${tool} ${document}`)}" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function passedCase(name: string, others: readonly Finding[], tool: string): string {
  const opening = `    <testcase classname="${tool}" name="${attribute(name)}"`
  if (others.length === 0) return `${opening}/>`
  const output = others.map((one) => `${one.severity} ${describe(one)}`).join('\n')
  return `${opening}>\n      <system-out>${xmlText(output)}</system-out>\n    </testcase>`
}

function failedCase(error: Finding, tool: string): string {
  const { code, subject, pointer, detail, message, place } = error
  const name = [subject, code, pointer, detail].filter((part) => part !== undefined && part !== '').join(' ')
  const file = place === undefined ? '' : ` file="${attribute(place.file)}" line="${place.line}"`
  return [
    `    <testcase classname="${tool}" name="${attribute(name)}"${file}>`,
    `      <failure type="${code}" message="${attribute(message)}">${xmlText(describe(error))}</failure>`,
    '    </testcase>',
  ].join('\n')
}

function describe({ code, message, advice, place, previous, pointer, exchange }: Finding): string {
  const where = place === undefined ? (pointer ?? '') : toText(place)
  const before = previous === undefined ? [] : [`before: ${toText(previous)}`]
  const shown = exchange?.curl === undefined ? [] : [exchange.curl]
  return [`${code} ${where}`, message, ...before, advice, ...shown].join('\n')
}

/** Line breaks in an attribute would become spaces (XML 1.0, 3.3.3). */
function attribute(text: string): string {
  return xmlText(visible(text))
}
