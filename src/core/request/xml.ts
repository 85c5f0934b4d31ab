import { faultAt } from './json.ts'

/** An element of XML 1.0. Names are as written, with their prefix. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** All character data directly within it, joined. */
  readonly text: string
}

export type ParsedXml =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly fault: string }

/** Deeper than any document of an API; nothing may overflow below it. */
const DEEPEST = 200

/**
 * Parses well-formed XML 1.0. A document type is passed over and defines nothing: entities beyond the five of XML
 * itself are a fault, so that none can be blown up.
 */
export function parseXml(text: string): ParsedXml {
  try {
    return { ok: true, root: parseDocument(text) }
  } catch (error) {
    if (error instanceof XmlFault) return { ok: false, fault: error.message }
    throw error
  }
}

class XmlFault extends Error {}

interface Open {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: XmlElement[]
  text: string
}

function parseDocument(text: string): XmlElement {
  const top: Open = { name: '', attributes: new Map(), children: [], text: '' }
  const open: Open[] = [top]
  let at = 0
  while (at < text.length) {
    const next = text.indexOf('<', at)
    const end = next === -1 ? text.length : next
    addText(text, at, end, open)
    if (next === -1) break
    at = readMarkup(text, next, open)
  }
  const unclosed = open.length > 1 ? open.at(-1) : undefined
  if (unclosed !== undefined) fail(text, text.length, `</${unclosed.name}>`)
  return top.children[0] ?? fail(text, text.length, 'an element')
}

function addText(text: string, start: number, end: number, open: readonly Open[]): void {
  const inner = open.at(-1) as Open
  if (open.length > 1) inner.text += unescaped(text, start, end)
  else {
    const stray = start + text.slice(start, end).search(/\S/)
    if (stray >= start) fail(text, stray, inner.children.length === 0 ? 'an element' : 'the end')
  }
}

/** Reads what begins with `<`, and returns where it ends. */
function readMarkup(text: string, at: number, open: Open[]): number {
  if (text.startsWith('<!--', at)) return after(text, '-->', at + 4)
  if (text.startsWith('<?', at)) return after(text, '?>', at + 2)
  if (text.startsWith('<![CDATA[', at)) {
    const end = after(text, ']]>', at + 9)
    ;(open.at(-1) as Open).text += text.slice(at + 9, end - 3)
    return end
  }
  if (/^<!DOCTYPE\s/.test(text.slice(at, at + 10))) return doctypeEnd(text, at)
  return text.startsWith('</', at) ? closeElement(text, at, open) : openElement(text, at, open)
}

function after(text: string, token: string, from: number): number {
  const found = text.indexOf(token, from)
  return found === -1 ? fail(text, text.length, JSON.stringify(token)) : found + token.length
}

/** `>`, but for those within quotes and the internal subset in `[…]`. */
function doctypeEnd(text: string, start: number): number {
  const token = /["'[\]>]/g
  token.lastIndex = start
  let depth = 0
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [char] = found
    if (char === '>' && depth === 0) return token.lastIndex
    if (char === '[') depth++
    else if (char === ']') depth--
    else if (char !== '>') token.lastIndex = after(text, char, token.lastIndex)
  }
  return fail(text, text.length, '">"')
}

const CLOSING = /<\/([^\s<>/]+)\s*>/y

function closeElement(text: string, at: number, open: Open[]): number {
  const inner = open.at(-1) as Open
  CLOSING.lastIndex = at
  const name = CLOSING.exec(text)?.[1]
  if (open.length === 1 || name !== inner.name) {
    fail(text, at, open.length === 1 ? 'an element' : `</${inner.name}>`)
  }
  open.pop()
  ;(open.at(-1) as Open).children.push(inner)
  return CLOSING.lastIndex
}

const OPENING = /<([\p{L}_:][\p{L}\p{M}\p{N}_:.\-·]*)/uy
const ATTRIBUTE = /\s+([\p{L}_:][\p{L}\p{M}\p{N}_:.\-·]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/uy
const TAG_END = /\s*(\/?)>/y

function openElement(text: string, start: number, open: Open[]): number {
  if (open.length === 1 && (open[0] as Open).children.length > 0)
    fail(text, start, 'the end, after one element')
  if (open.length > DEEPEST) fail(text, start, `elements nested no deeper than ${DEEPEST}`)
  OPENING.lastIndex = start
  const name = OPENING.exec(text)?.[1] ?? fail(text, start + 1, 'the name of an element')
  const attributes = new Map<string, string>()
  let at = OPENING.lastIndex
  for (;;) {
    ATTRIBUTE.lastIndex = at
    const found = ATTRIBUTE.exec(text)
    if (found === null) break
    const [whole, key = '', double, single = ''] = found
    if (attributes.has(key)) fail(text, at + 1, 'each attribute once')
    const value = double ?? single
    const from = at + whole.length - 1 - value.length
    attributes.set(key, unescaped(text, from, from + value.length))
    at = ATTRIBUTE.lastIndex
  }
  TAG_END.lastIndex = at
  const end = TAG_END.exec(text) ?? fail(text, at, 'name="value", "/>" or ">"')
  const element: Open = { name, attributes, children: [], text: '' }
  if (end[1] === '/') (open.at(-1) as Open).children.push(element)
  else open.push(element)
  return TAG_END.lastIndex
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const ENTITY = /&(?:#x([0-9a-f]{1,6});|#(\d{1,7});|(lt|gt|amp|quot|apos);)?/gi

/** Character data with its references replaced (XML 1.0, 4.1). */
function unescaped(text: string, start: number, end: number): string {
  const data = text.slice(start, end)
  if (!data.includes('&')) return data
  return data.replace(ENTITY, (whole, hex?: string, decimal?: string, name?: string, offset = 0) => {
    if (name !== undefined && Object.hasOwn(ENTITIES, name)) return ENTITIES[name] as string
    const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16)
    if (!(code > 0 && code <= 0x10ffff) || whole === '&')
      fail(text, start + offset, 'a reference such as &amp;')
    return String.fromCodePoint(code)
  })
}

function fail(text: string, at: number, expected: string): never {
  throw new XmlFault(faultAt(text, at, expected))
}
