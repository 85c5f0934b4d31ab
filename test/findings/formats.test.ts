/** A report says the same in every form, whatever is in it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseXml } from '../../src/core/request/xml.ts'
import { CODES, type FindingCode } from '../../src/findings/code-table.ts'
import { createFinding, type Finding } from '../../src/findings/finding.ts'
import { FORMATS } from '../../src/findings/formats.ts'
import { formatHtml } from '../../src/findings/html.ts'
import { createReport, hasFailed, type Report } from '../../src/findings/report.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '客户年龄必须是整数',
    ']]>',
    '::error::x',
    '\u202e\u0000\u001b[31m',
    '\ud800',
    '100%\r\n',
    '<a b="c">',
  ),
)
const place = fc.record({
  file: text,
  line: fc.integer({ min: 1, max: 9 }),
  column: fc.integer({ min: 1, max: 9 }),
})
const finding = fc
  .record({
    code: fc.constantFrom(...(Object.keys(CODES) as FindingCode[])),
    message: text,
    place: fc.option(place, { nil: undefined }),
    subject: fc.constantFrom('document', 'GET /客户/{id}', 'POST /a'),
    pointer: fc.option(text, { nil: undefined }),
  })
  .map(({ code, place: at, pointer, ...parts }): Finding => {
    return createFinding(code, { ...parts, ...(at && { place: at }), ...(pointer && { pointer }) })
  })
const report = fc.array(finding).map(reportOf)

function reportOf(findings: readonly Finding[]): Report {
  const subjects = ['document', 'GET /客户/{id}']
  return createReport({
    tool: 'check',
    document: '接口.yaml',
    findings,
    examined: { operations: 2 },
    subjects,
  })
}

const options = { sources: new Map([['a.yaml', '一: 二\n']]), colour: false }

test('JSON has every finding with its key, and no character that a terminal would not show', () => {
  fc.assert(
    fc.property(report, (one) => {
      const json = FORMATS.json(one, options)
      expect(json).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]/u)
      const read = JSON.parse(json)
      expect(read).toMatchObject({ format: 'miaosuan-mock/report', version: 1, ok: !hasFailed(one) })
      expect(read.findings.map((each: { message: string }) => each.message.toWellFormed())).toEqual(
        one.findings.map(({ message }) => message.toWellFormed()),
      )
    }),
  )
})

test('JUnit is well-formed XML with a failure for each error and a case for each subject', () => {
  fc.assert(
    fc.property(report, (one) => {
      const parsed = parseXml(FORMATS.junit(one, options))
      const suite = parsed.ok ? parsed.root.children[0] : undefined
      const cases = suite?.children ?? []
      const failures = cases.filter(({ children }) => children.some(({ name }) => name === 'failure'))
      expect(failures).toHaveLength(one.findings.filter(({ severity }) => severity === 'error').length)
      expect(cases.length).toBeGreaterThanOrEqual(one.subjects.length)
    }),
  )
})

test('each finding is one workflow command, and no text can make another', () => {
  fc.assert(
    fc.property(report, (one) => {
      const lines = FORMATS.github(one, options).trimEnd().split('\n')
      const commands = lines.filter((line) => line.startsWith('::'))
      expect(lines).toHaveLength(one.findings.length + 1)
      expect(commands).toHaveLength(one.findings.length)
      for (const line of commands) expect(line).toMatch(/^::(?:error|warning|notice) [^\n\r]*?::/)
    }),
  )
})

test('a terminal gets nothing that moves its cursor or turns its text', () => {
  fc.assert(
    fc.property(report, (one) => {
      expect(FORMATS.pretty(one, options).replaceAll('\n', '')).not.toMatch(
        /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u,
      )
    }),
  )
})

test('findings stand in the order of their places, each once', () => {
  const at = (line: number) =>
    createFinding('EXAMPLE_INVALID', { message: 'x', place: { file: 'a', line, column: 1 } })
  const { findings } = reportOf([at(9), createFinding('TAG_UNDEFINED', { message: 'y' }), at(2), at(9)])
  expect(findings.map((one) => one.place?.line)).toEqual([2, 9, undefined])
})

test('the workflow command escapes what GitHub reads as its own', () => {
  const one = createFinding('EXAMPLE_INVALID', {
    message: '50% of\n客户',
    place: { file: 'a,b:c.yaml', line: 3, column: 7 },
  })
  expect(FORMATS.github(reportOf([one]), options).split('\n')[0]).toBe(
    '::error file=a%2Cb%3Ac.yaml,line=3,col=7,title=EXAMPLE_INVALID%3A An example breaks its schema::50%25 of%0A客户%0ACorrect the example or the schema: readers copy examples.',
  )
})

test('the page is in Chinese, has every finding, and no text of a finding is markup', () => {
  fc.assert(
    fc.property(report, (one) => {
      const page = formatHtml(one, options)
      expect(page).toMatch(/^<!doctype html>\n<html lang="zh-CN">/)
      expect(page.match(/<li class="(?:error|warning|info)"><details/g) ?? []).toHaveLength(
        one.findings.length,
      )
      const names = [...page.matchAll(/<([a-z0-9]+)/g)].map(([, name]) => name)
      expect(names.filter((name) => !TAGS.includes(name as string))).toEqual([])
    }),
  )
})

const TAGS =
  'html head meta title style body header main section ul ol li b i p h1 h2 h3 input label details summary span code pre mark table thead tbody tr th td div'.split(
    ' ',
  )

test('the page shows an exchange and the tables of whoever made the report', () => {
  const exchange = {
    method: 'GET',
    url: 'http://a/客户',
    status: 500,
    responseBody: '<h1>坏了</h1>',
    curl: "curl 'http://a'",
  }
  const one = createFinding('ANSWER_INVALID', { message: 'x', messageZh: '缺少字段', exchange })
  const tables = [{ title: '覆盖率', columns: ['操作', '次数'], rows: [['GET /<b>', 3]] }]
  const page = formatHtml({ ...reportOf([one]), tables }, options)
  for (const text of [
    '缺少字段',
    '&lt;h1&gt;坏了&lt;/h1&gt;',
    'curl &#39;http://a&#39;',
    '覆盖率',
    'GET /&lt;b&gt;',
  ]) {
    expect(page).toContain(text)
  }
})
