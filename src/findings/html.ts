import { CODES } from './code-table.ts'
import type { Exchange, Finding, Severity } from './finding.ts'
import type { FormatOptions } from './formats.ts'
import { codeFrame } from './frame.ts'
import { STYLE } from './html-style.ts'
import { countFindings, type Report, type ReportTable } from './report.ts'
import { visible, xmlText } from './text.ts'

const SEVERITIES: Readonly<Record<Severity, string>> = { error: '错误', warning: '警告', info: '提示' }
const TOOLS: Readonly<Record<Report['tool'], string>> = {
  check: '文档检查',
  proxy: '契约代理',
  verify: '后端验证',
}

/** A report as a page in Chinese: one file, without scripts and without anything from elsewhere. */
export function formatHtml(report: Report, { sources }: Pick<FormatOptions, 'sources'>): string {
  const { tool, document, findings, tables = [] } = report
  const title = `${TOOLS[tool]}报告 · ${document}`
  const shown = findings.filter(({ isKnown }) => isKnown !== true)
  const known = findings.filter(({ isKnown }) => isKnown === true)
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${TOOLS[tool]}报告</h1>
<p class="document">${text(document)}</p>
${summary(report)}
</header>
<main>
<section><h2>发现的问题</h2>
${shown.length === 0 ? '<p class="none">没有发现问题。</p>' : shown.map((one) => block(one, sources)).join('\n')}
</section>
${known.length === 0 ? '' : `<section><h2>基线中已有的问题</h2>\n${known.map((one) => block(one, sources)).join('\n')}\n</section>`}
${tables.length === 0 ? '' : `<section><h2>覆盖情况</h2>\n${tables.map(table).join('\n')}\n</section>`}
</main>
</body>
</html>
`
}

/** Text of strangers as text, whatever is in it. */
function text(value: string): string {
  return xmlText(visible(value))
}

/** The same with its line breaks. */
function lines(value: string): string {
  return value.split(/\r?\n/).map(text).join('\n')
}

const EXAMINED: Readonly<Record<string, string>> = {
  exchanges: '次请求',
  operations: '个操作',
  'seen operations': '个操作被用到',
  'omitted findings': '个问题未列出',
  answers: '个应答',
  schemas: '个模式',
  examples: '个示例',
}

function summary({ findings, examined }: Report): string {
  const counts = countFindings(findings)
  const found = (['error', 'warning', 'info'] as const).map(
    (severity) => `<li class="${severity}"><b>${counts[severity]}</b> 个${SEVERITIES[severity]}</li>`,
  )
  const looked = Object.entries(examined).map(
    ([what, count]) => `<li><b>${count}</b> ${text(EXAMINED[what] ?? what)}</li>`,
  )
  return `<ul class="counts">${[...found, ...looked].join('')}</ul>`
}

function block(finding: Finding, sources: FormatOptions['sources']): string {
  const { code, severity, message, messageZh, subject, pointer, place, exchange, count = 1, detail } = finding
  const { titleZh, adviceZh } = CODES[code]
  const times = count > 1 ? ` <span class="times">共 ${count} 次</span>` : ''
  const where = place === undefined ? pointer : `${place.file}:${place.line}:${place.column}`
  return `<article class="${severity}">
<h3><span class="badge">${SEVERITIES[severity]}</span> ${text(messageZh ?? titleZh)}${times}</h3>
<p class="subject"><code>${text(subject)}</code> <code class="code">${code}</code>${detail ? ` <span>${text(detail)}</span>` : ''}</p>
${messageZh === undefined || messageZh !== message ? `<p class="original" lang="en">${text(message)}</p>` : ''}
<p class="advice">${text(adviceZh)}</p>
${where === undefined ? '' : `<p class="place">文档：<code>${text(where)}</code></p>`}
${frame(finding, sources)}${exchange === undefined ? '' : shownExchange(exchange)}
</article>`
}

function frame({ place }: Finding, sources: FormatOptions['sources']): string {
  const shown = place === undefined ? [] : codeFrame(sources.get(place.file) ?? '', place)
  if (shown.length === 0) return ''
  const rows = shown.map(({ number = '', text: line, isPointer }) =>
    isPointer ? `<mark>${' '.repeat(7)}${text(line)}</mark>` : `${String(number).padStart(5)}  ${text(line)}`,
  )
  return `<pre class="frame">${rows.join('\n')}</pre>\n`
}

function shownExchange(exchange: Exchange): string {
  const {
    method,
    url,
    requestHeaders = {},
    requestBody,
    status,
    responseHeaders = {},
    responseBody,
    curl,
  } = exchange
  const answer =
    status === undefined
      ? '<p>没有应答。</p>'
      : `<h4>应答 ${status}</h4><pre>${message(responseHeaders, responseBody)}</pre>`
  return `<details><summary>首次出现时的请求与应答</summary>
<h4>请求</h4><pre>${text(`${method} ${url}`)}\n${message(requestHeaders, requestBody)}</pre>
${answer}${curl === undefined ? '' : `<h4>重现</h4><pre>${lines(curl)}</pre>`}
</details>`
}

function message(headers: Readonly<Record<string, string>>, body: string | undefined): string {
  const shown = Object.entries(headers).map(([name, value]) => text(`${name}: ${value}`))
  return [...shown, ...(body === undefined ? [] : ['', lines(body)])].join('\n')
}

function table({ title, columns, titleZh = title, columnsZh = columns, rows }: ReportTable): string {
  const last = columns.length - 1
  const seen = rows.filter((row) => Number(row[last]) > 0).length
  const head = columnsZh.map((column) => `<th scope="col">${text(column)}</th>`).join('')
  const body = rows.map((row) => {
    const cells = row.map((cell, at) =>
      at === last ? `<td class="count">${cell}</td>` : `<td>${text(String(cell))}</td>`,
    )
    return `<tr${Number(row[last]) === 0 ? ' class="never"' : ''}>${cells.join('')}</tr>`
  })
  return `<details class="table"><summary>${text(titleZh)}：${seen} / ${rows.length}</summary>
<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>
</details>`
}
