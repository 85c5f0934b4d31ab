/**
 * A pattern as ECMA-262 has it, which JSON Schema asks for (core 6.4), where it is written as other languages do:
 * `\A` and `\z`, `(?P<name>)`, `[[:alpha:]]`, possessive and atomic groups, a leading `(?i)`, or as a literal of
 * JavaScript, `/^a$/i`. Itself where it is ECMA-262 already, or nothing that is known here.
 */
export function toEcmaPattern(pattern: string): string {
  const bare = /^\/(\^.*\$)\/[a-z]*$/s.exec(pattern)?.[1] ?? pattern
  if (isPattern(bare) && !POSIX_CLASS.test(bare)) return bare
  const [, start = '', flags = '', rest = bare] = /^(\^?)\(\?([a-z]+)\)(.*)$/s.exec(bare) ?? []
  const ignoresCase = flags.includes('i')
  const translated =
    start +
    tokensOf(rest)
      .map((token) => translate(token, ignoresCase))
      .join('')
  return isPattern(translated) ? translated : bare
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}

const POSIX_CLASS = /\[[^\]]*\[:\^?[a-z]+:\]/

/** Escapes, classes with all that is in them, quantifiers, heads of groups, and single characters. */
const TOKEN =
  /\\[pPu]\{[^}]*\}|\\.|\[\^?\]?(?:\[:\^?[a-z]+:\]|\\.|[^\]\\])*\]|[*+?]\+|\}\+|\(\?P?[<=>][^)]?|./gsu

function tokensOf(pattern: string): readonly string[] {
  return pattern.match(TOKEN) ?? []
}

const ANCHORS: Readonly<Record<string, string>> = { '\\A': '^', '\\z': '$', '\\Z': '$', '\\h': '[ \\t]' }

function translate(token: string, ignoresCase: boolean): string {
  const anchor = ANCHORS[token]
  if (anchor !== undefined) return anchor
  if (/^[*+?}]\+$/.test(token)) return token[0] as string
  if (token.startsWith('(?P<')) return `(?<${token.slice(4)}`
  if (token.startsWith('(?>')) return `(?:${token.slice(3)}`
  if (token.startsWith('[')) return translateClass(token, ignoresCase)
  if (/^\\[^\w\s^$\\.*+?()[\]{}|/-]$/.test(token)) return token[1] as string // an escape that needs none
  return ignoresCase && /^[A-Za-z]$/.test(token) ? `[${token.toLowerCase()}${token.toUpperCase()}]` : token
}

const POSIX: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`\\{-~',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
}

function translateClass(text: string, ignoresCase: boolean): string {
  const named = text.replace(/\[:([a-z]+):\]/g, (whole, name: string) => POSIX[name] ?? whole)
  if (!ignoresCase) return named
  const other = (char: string) => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase())
  return named.replace(/\\.|([A-Za-z])-([A-Za-z])|[A-Za-z]/gs, (found, from?: string, to?: string) => {
    if (found.startsWith('\\')) return found
    return from === undefined ? found + other(found) : `${found}${other(from)}-${other(to as string)}`
  })
}
