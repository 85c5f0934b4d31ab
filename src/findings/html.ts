import { CODES } from './code-table.ts'
import { type Exchange, type Finding, type Severity, toText } from './finding.ts'
import type { FormatOptions } from './formats.ts'
import { codeFrame } from './frame.ts'
import { HTML_STYLE } from './html-style.ts'
import { countFindings, type Report, type ReportTable } from './report.ts'
import { visible, xmlText } from './text.ts'

const SEVERITIES: Readonly<Record<Severity, string>> = { error: '错误', warning: '警告', info: '提示' }
const TOOLS: Readonly<Record<Report['tool'], string>> = {
  check: '文档检查',
  proxy: '契约代理',
  verify: '后端验证',
  diff: '契约变化',
  test: '测试记录',
}
const EXAMINED: Readonly<Record<string, string>> = {
  operations: '操作',
  schemas: '模式',
  examples: '示例',
  patterns: '正则',
  answers: '响应',
  fixtures: '固定数据',
  requests: '请求',
  exchanges: '请求',
  'seen operations': '用到的操作',
  'omitted findings': '未列出的问题',
}

/**
 * A report as one page in Chinese, for a browser and for the mail: without scripts and without anything from elsewhere,
 * light and dark, and good to print. Filters are radio buttons and style alone.
 */
export function formatHtml(report: Report, { sources }: Pick<FormatOptions, 'sources'>): string {
  const { tool, document, findings, tables = [] } = report
  const title = `${TOOLS[tool]}：${document}`
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${html(title)}</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<header><h1>${html(title)}</h1>${summary(report)}</header>
<main>
${findings.length === 0 ? '<p class="ok">没有发现问题。</p>' : listed(findings, sources)}
${tables.some(({ counts }) => counts) ? '<h2>覆盖情况（用到的 / 声明的）</h2>' : ''}
${tables.map(table).join('\n')}
</main>
</body>
</html>
`
}

function summary({ findings, examined }: Report): string {
  const counts = countFindings(findings)
  const found = (['error', 'warning', 'info'] as const).map(
    (severity) => `<li class="${severity}"><b>${counts[severity]}</b> ${SEVERITIES[severity]}</li>`,
  )
  const looked = Object.entries(examined).map(
    ([what, count]) => `<li><b>${count}</b> ${html(EXAMINED[what] ?? what)}</li>`,
  )
  return `<ul class="counts">${found.join('')}${looked.join('')}</ul>`
}

/** The radio buttons stand before the list, so that style can hide what they leave out. */
function listed(findings: readonly Finding[], sources: FormatOptions['sources']): string {
  const filters = (['all', 'error', 'warning', 'info'] as const).map((name) => {
    const label = name === 'all' ? '全部' : SEVERITIES[name]
    const checked = name === 'all' ? ' checked' : ''
    return `<input type="radio" name="filter" id="filter-${name}"${checked}><label for="filter-${name}">${label}</label>`
  })
  const items = findings.map((finding) => item(finding, sources))
  return `<section class="findings">${filters.join('\n')}\n<ol>\n${items.join('\n')}\n</ol></section>`
}

function item(finding: Finding, sources: FormatOptions['sources']): string {
  const { code, severity, message, messageZh, place, previous, pointer, subject, detail = '' } = finding
  const { exchange } = finding
  const { titleZh, adviceZh } = CODES[code]
  const where = place === undefined ? (pointer ?? '') : toText(place)
  const before = previous === undefined ? '' : `，原在 <code>${html(toText(previous))}</code>`
  const frame = place === undefined ? [] : codeFrame(sources.get(place.file) ?? '', place)
  const lines = frame.map(({ number, text, isPointer }) => {
    const label = `<i>${number ?? ''}</i>`
    return `${label}${isPointer ? `<mark>${html(text)}</mark>` : html(text)}`
  })
  return `<li class="${severity}"><details${severity === 'error' ? ' open' : ''}>
<summary><span class="badge">${SEVERITIES[severity]}</span> ${html(titleZh)} <code>${code}</code>${notes(finding)}</summary>
<p>${html(messageZh ?? message)}</p>
<p class="where"><span>${html(subject)}</span> ${html(detail)} <code>${html(where)}</code>${before}</p>
${lines.length === 0 ? '' : `<pre class="frame">${lines.join('\n')}</pre>`}
${exchange === undefined ? '' : exchanged(exchange)}
<p class="advice">${html(adviceZh)}</p>
</details></li>`
}

/** How often it was seen, and whether it was known before. */
function notes({ count = 1, isKnown }: Finding): string {
  const said = [...(count > 1 ? [`共 ${count} 次`] : []), ...(isKnown === true ? ['基线中已有'] : [])]
  return said.length === 0 ? '' : ` <span class="notes">${said.join('，')}</span>`
}

function exchanged(exchange: Exchange): string {
  const { method, url, requestBody, requestHeaders, status, responseHeaders, responseBody, curl } = exchange
  const request = [`${method} ${url}`, ...headerLines(requestHeaders), ...bodyLines(requestBody)]
  const response =
    status === undefined ? [] : [String(status), ...headerLines(responseHeaders), ...bodyLines(responseBody)]
  return [
    block('请求', request.join('\n')),
    ...(response.length === 0 ? [] : [block('响应', response.join('\n'))]),
    ...(curl === undefined ? [] : [block('重现', curl)]),
  ].join('\n')
}

function headerLines(headers: Exchange['requestHeaders']): readonly string[] {
  return Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}`)
}

function bodyLines(body: string | undefined): readonly string[] {
  return body === undefined ? [] : ['', body]
}

function block(title: string, text: string): string {
  const lines = text.split('\n').map(visible).join('\n')
  return `<h3>${title}</h3><pre>${html(lines)}</pre>`
}

/** A table that counts is folded: its heading says how much of it was seen. */
function table({ title, columns, titleZh = title, columnsZh = columns, rows, counts }: ReportTable): string {
  const last = columns.length - 1
  const isNever = (row: ReportTable['rows'][number]) => counts === true && row[last] === 0
  const head = columnsZh.map((column) => `<th scope="col">${html(column)}</th>`).join('')
  const body = rows.map((row) => {
    const cells = row.map((cell) => `<td>${html(String(cell))}</td>`).join('')
    return `<tr${isNever(row) ? ' class="never"' : ''}>${cells}</tr>`
  })
  const shown = `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table></div>`
  if (counts !== true) return `<section><h2>${html(titleZh)}</h2>${shown}</section>`
  const seen = rows.filter((row) => !isNever(row)).length
  return `<details class="table"><summary>${html(titleZh)}：${seen} / ${rows.length}</summary>${shown}</details>`
}

/** Text in HTML; what would turn its direction or not be seen is written as its code point. */
function html(text: string): string {
  return xmlText(text.split('\n').map(visible).join('\n'))
}
