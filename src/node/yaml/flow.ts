import { beyond, decodeEscapes, foldQuoted, plainKey, plainValue } from './scalar.ts'
import { report, type Wanted } from './wanted.ts'

/** A value within a text, and where it ends. */
export interface Read {
  readonly value: unknown
  readonly end: number
}

/** Reads a quoted scalar that begins at `at`. */
export function readQuoted(text: string, at: number): Read & { readonly value: string } {
  const quote = text[at] as string
  const end = quote === '"' ? endOfDouble(text, at) : endOfSingle(text, at)
  const inside = text.slice(at + 1, end - 1)
  if (quote === '"') return { value: inside.includes('\n') ? foldDouble(inside) : decodeEscapes(inside), end }
  const folded = inside.includes('\n') ? foldQuoted(inside.split('\n')) : inside
  return { value: folded.replaceAll("''", "'"), end }
}

function endOfDouble(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    const char = text[next]
    if (char === '\\') next++
    else if (char === '"') return next + 1
  }
  return beyond()
}

function endOfSingle(text: string, at: number): number {
  for (let end = text.indexOf("'", at + 1); end !== -1; end = text.indexOf("'", end + 2)) {
    if (text[end + 1] !== "'") return end + 1
  }
  return beyond()
}

/** A break after a backslash joins two lines as they are; white space around it that is not escaped goes. */
function foldDouble(inside: string): string {
  const joined = inside.replace(/(?<!\\)((?:\\\\)*)\\\n[ \t]*/g, '$1\u0000')
  if (/\\[ \t]+\n/.test(joined) || inside.includes('\u0000')) beyond()
  const folded = foldQuoted(joined.split('\n')).replaceAll('\u0000', '')
  return decodeEscapes(folded)
}

const SPACES = /[ \n]*/y
const PLAIN = /[^\s,[\]{}#&*!|>'"%@`?:-](?:[^\n\t,[\]{}:#]|:(?![ \n\t,[\]{}])|(?<! )#)*/y
/** What begins with a dash, a colon or a question mark is plain where it goes on. */
const PLAIN_SIGN = /[-?:](?=[^\s,[\]{}])(?:[^\n\t,[\]{}:#]|:(?![ \n\t,[\]{}])|(?<! )#)*/y

/** Reads a value within a flow collection, or the collection itself (YAML 1.2.2, 7.4). */
export function readFlow(text: string, at: number, wanted: Wanted | undefined): Read {
  const char = text[at]
  if (char === '{') return readFlowMap(text, at, wanted)
  if (char === '[') return readFlowList(text, at, wanted)
  if (char === '"' || char === "'") return readQuoted(text, at)
  const plain = readPlain(text, at)
  return { value: plainValue(plain.text), end: plain.end }
}

function noted(wanted: Wanted | undefined, key: string, at: number): Wanted | undefined {
  const below = wanted?.below.get(key)
  if (below !== undefined) report(below, at)
  return below
}

function readPlain(text: string, at: number): { readonly text: string; readonly end: number } {
  const pattern = '-?:'.includes(text[at] ?? '.') ? PLAIN_SIGN : PLAIN
  pattern.lastIndex = at
  const plain = pattern.exec(text)?.[0] ?? beyond()
  return { text: plain.replace(/ +$/, ''), end: at + plain.length }
}

function space(text: string, at: number): number {
  SPACES.lastIndex = at
  SPACES.exec(text)
  return SPACES.lastIndex
}

function readFlowList(text: string, start: number, wanted: Wanted | undefined): Read {
  const list: unknown[] = []
  let at = space(text, start + 1)
  while (text[at] !== ']') {
    const { value, end } = readFlow(text, at, noted(wanted, String(list.length), at))
    list.push(value)
    at = afterItem(text, end, ']')
  }
  return { value: list, end: at + 1 }
}

function readFlowMap(text: string, start: number, wanted: Wanted | undefined): Read {
  const map: Record<string, unknown> = {}
  let at = space(text, start + 1)
  while (text[at] !== '}') {
    const key = readFlowKey(text, at)
    const below = noted(wanted, key.name, at)
    const colon = space(text, key.end)
    const isPair = text[colon] === ':'
    const begin = isPair ? space(text, colon + 1) : colon
    const isEmpty = !isPair || text[begin] === ',' || text[begin] === '}'
    const { value, end } = isEmpty ? { value: null, end: begin } : readFlow(text, begin, below)
    map[Object.hasOwn(map, key.name) ? beyond() : key.name] = value
    at = afterItem(text, end, '}')
  }
  return { value: map, end: at + 1 }
}

function readFlowKey(text: string, at: number): { readonly name: string; readonly end: number } {
  if (text[at] === '"' || text[at] === "'") {
    const { value, end } = readQuoted(text, at)
    return { name: value === '__proto__' ? beyond() : value, end }
  }
  const plain = readPlain(text, at)
  return { name: plainKey(plain.text), end: plain.end }
}

/** Where the next item begins, after a comma, or where the closing bracket stands. */
function afterItem(text: string, end: number, close: string): number {
  const at = space(text, end)
  if (text[at] === ',') return space(text, at + 1)
  return text[at] === close ? at : beyond()
}
