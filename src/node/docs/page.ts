import type { Settings, View } from './settings.ts'
import { WORDS } from './words.ts'

/**
 * Nothing but this mock. Scalar writes its styles into the page, and shows bodies of answers (images, films, PDF) from
 * URLs that it makes itself; neither can send anything anywhere.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  'media-src blob:',
  'frame-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A sheet with its lines. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%230a7' d='M3 0h10v16H3z'/%3E%3Cpath stroke='%23fff' d='M5 4.5h6m-6 3h6m-6 3h4'/%3E%3C/svg%3E"

export interface Page extends View {
  /** What the document calls the API. */
  readonly title: string
  readonly version: string
  /** Scalar's script in the folder, and what it is told; without it the page says what is missing. */
  readonly script: { readonly name: string; readonly settings: Settings } | undefined
}

export function renderPage(page: Page): string {
  const { language, title, version, folder, script } = page
  const words = WORDS[language]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title === '' ? words.title : `${title} · ${words.title}`)}</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="${folder}docs.css">
</head>
<body>
<header class="bar"><nav><a href="${folder}${page.root}__mock/home">${words.home}</a>
<a href="${folder}${page.root}__mock">${words.control}</a></nav>
<strong>${escapeHtml(`${title} ${version}`.trim())}</strong>
${partChoice(page)}
<span>${words.download}</span>
<a href="${folder}openapi.yaml" download>YAML</a>
<a href="${folder}openapi.json" download>JSON</a></header>
${script === undefined ? missing(page) : start(page, script)}
</body>
</html>
`
}

function partChoice({ language, parts, part }: Page): string {
  if (parts.length === 0) return ''
  const { part: label, all } = WORDS[language]
  const option = (name: string, text: string, selected: boolean) =>
    `<option value="${escapeHtml(name)}"${selected ? ' selected' : ''}>${escapeHtml(text)}</option>`
  const options = parts.map((one) => option(one.name, `${one.name} (${one.operations.length})`, one === part))
  return `<select id="part" aria-label="${label}">${options.join('')}${option('', all, part === undefined)}</select>`
}

function start({ language, folder }: Page, { name, settings }: NonNullable<Page['script']>): string {
  return `<noscript><p class="note">${WORDS[language].noScript} ${links(folder)}</p></noscript>
<div id="app"></div>
<script type="application/json" id="settings">${JSON.stringify(settings).replaceAll('<', '\\u003c')}</script>
<script src="${folder}docs.js"></script>
<script src="${folder}${name}"></script>`
}

function missing({ language, folder }: Page): string {
  const words = WORDS[language]
  return `<main class="note"><h1>${words.missing}</h1>
<p>${words.bring}</p>
<pre>npm run docs-ui</pre>
<p>${words.meanwhile} ${links(folder)}</p></main>`
}

function links(folder: string): string {
  return ['yaml', 'json']
    .map((format) => `<a href="${folder}openapi.${format}">openapi.${format}</a>`)
    .join(' ')
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}
