/** Thrown where a text uses more of YAML than is read here. */
export class BeyondReader extends Error {}

export function beyond(): never {
  throw new BeyondReader()
}

const NULL = /^(?:~|[Nn]ull|NULL)?$/
const BOOLEAN = /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/
const NUMBER = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
/** What a value that is no text begins with. */
const MAY_BE_NO_TEXT = /^[-+.0-9~nNtTfF]/
/** Octal and hexadecimal numbers, infinities and NaN. */
const RARE = /^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/

/** The value of a plain scalar by the core schema (YAML 1.2.2, 10.3.2). */
export function plainValue(text: string): unknown {
  if (text !== '' && !MAY_BE_NO_TEXT.test(text)) return text
  if (NULL.test(text)) return null
  if (BOOLEAN.test(text)) return text[0] === 't' || text[0] === 'T'
  if (NUMBER.test(text)) return Number(text)
  return RARE.test(text) ? beyond() : text
}

/** A plain scalar as a key: what is no text must be written as JavaScript would write it. */
export function plainKey(text: string): string {
  const value = plainValue(text)
  if (value === null || String(value) !== text || text === '<<' || text === '__proto__') beyond()
  return text
}

/**
 * The lines of a quoted scalar, without its quotes, as one text (YAML 1.2.2, 6.5): a line break is a space, and
 * each empty line a line break.
 */
export function foldQuoted(lines: readonly string[]): string {
  const first = lines[0] as string
  let text = lines.length === 1 ? first : first.replace(/[ \t]+$/, '')
  let empty = 0
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue
    const isLast = index === lines.length - 1
    const start = line.replace(/^[ \t]+/, '')
    const content = isLast ? start : start.replace(/[ \t]+$/, '')
    if (content === '' && !isLast) empty++
    else {
      text += (empty === 0 ? ' ' : '\n'.repeat(empty)) + content
      empty = 0
    }
  }
  return text
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}

/** The text of a double-quoted scalar of one line, without its quotes (YAML 1.2.2, 5.7). */
export function decodeEscapes(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g, (_, code: string) => {
    if (code.length > 1) return String.fromCodePoint(Number.parseInt(code.slice(1), 16))
    return ESCAPES[code] ?? beyond()
  })
}

/** How a block scalar ends: with the line breaks after it, without any, or with one. */
export type Chomping = '+' | '-' | ''

/** The lines of a block scalar, without their indentation, as one text (YAML 1.2.2, 8.1). */
export function joinBlock(lines: readonly string[], isFolded: boolean, chomping: Chomping): string {
  let end = lines.length
  while (end > 0 && lines[end - 1] === '') end--
  const content = lines.slice(0, end)
  const text = isFolded ? foldBlock(content) : content.join('\n')
  if (chomping === '-') return text
  if (chomping === '+')
    return text + '\n'.repeat(content.length === 0 ? lines.length : lines.length - end + 1)
  return content.length === 0 ? '' : `${text}\n`
}

/** Lines that begin with a space keep their line breaks (YAML 1.2.2, 8.1.3). */
function foldBlock(lines: readonly string[]): string {
  let text = ''
  let empty = 0
  let wasIndented = false
  let isFirst = true
  for (const line of lines) {
    if (line === '') {
      empty++
      continue
    }
    const isIndented = line.startsWith(' ') || line.startsWith('\t')
    if (isIndented || wasIndented) text += '\n'.repeat(isFirst ? empty : empty + 1)
    else if (empty > 0) text += '\n'.repeat(empty)
    else if (!isFirst) text += ' '
    text += line
    empty = 0
    wasIndented = isIndented
    isFirst = false
  }
  return text
}
