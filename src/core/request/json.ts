export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  /** `fault` says where, what was expected and what is there. */
  | { readonly ok: false; readonly fault: string }

/** Parses JSON (RFC 8259). A fault is described the same in every runtime, with its line and column. */
export function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, fault: jsonFault(text) }
  }
}

type State = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or ]' | ', or }' | 'the end'

const EXPECTED: Readonly<Record<State, string>> = {
  value: 'a value',
  'value or ]': 'a value or "]"',
  name: 'a property name in double quotes',
  'name or }': 'a property name in double quotes or "}"',
  ':': '":"',
  ', or ]': '"," or "]"',
  ', or }': '"," or "}"',
  'the end': 'the end',
}

/** Where a text stops being JSON. A scan with a stack of its own, so that no depth is too deep for it. */
function jsonFault(text: string): string {
  const open: ('[' | '{')[] = []
  let state: State = 'value'
  let at = 0
  for (;;) {
    at = skipSpace(text, at)
    if (state === 'the end' && at === text.length) return 'it is not JSON'
    const char = text.charAt(at)
    const next = step(state, char, open)
    if (next === undefined) return faultAt(text, at, EXPECTED[state])
    if (next.punctuation) at++
    else {
      const token = char === '"' ? stringEnd(text, at) : literalEnd(text, at)
      if (token.fault !== undefined) return faultAt(text, token.end, token.fault)
      at = token.end
    }
    state = next.state
  }
}

interface Step {
  readonly state: State
  readonly punctuation: boolean
}

/** The state after the token that begins with a character; `undefined` where none may begin with it. */
function step(state: State, char: string, open: ('[' | '{')[]): Step | undefined {
  const closes = state.endsWith(`or ${char}`) && char !== ''
  if (closes) return close(open)
  switch (state) {
    case 'the end':
      return undefined
    case ':':
      return char === ':' ? { state: 'value', punctuation: true } : undefined
    case 'name':
    case 'name or }':
      return char === '"' ? { state: ':', punctuation: false } : undefined
    case ', or ]':
      return char === ',' ? { state: 'value', punctuation: true } : undefined
    case ', or }':
      return char === ',' ? { state: 'name', punctuation: true } : undefined
    default:
      return beginValue(char, open)
  }
}

function beginValue(char: string, open: ('[' | '{')[]): Step | undefined {
  if (char === '[' || char === '{') {
    open.push(char)
    return { state: char === '[' ? 'value or ]' : 'name or }', punctuation: true }
  }
  return /["\-0-9tfn]/.test(char) ? { state: afterValue(open), punctuation: false } : undefined
}

function close(open: ('[' | '{')[]): Step {
  open.pop()
  return { state: afterValue(open), punctuation: true }
}

function afterValue(open: readonly ('[' | '{')[]): State {
  const last = open.at(-1)
  if (last === undefined) return 'the end'
  return last === '[' ? ', or ]' : ', or }'
}

interface Token {
  readonly end: number
  readonly fault?: string
}

function stringEnd(text: string, start: number): Token {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '"') return { end: at + 1 }
    if (char < ' ') return { end: at, fault: 'an escaped control character' }
    if (char !== '\\') continue
    at++
    if (!/["\\/bfnrtu]/.test(text.charAt(at))) return { end: at, fault: 'an escape such as \\n or \\"' }
    if (text.charAt(at) !== 'u') continue
    if (!/^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) return { end: at + 1, fault: 'four hex digits' }
    at += 4
  }
  return { end: text.length, fault: 'the closing quote of a string' }
}

const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

function literalEnd(text: string, start: number): Token {
  LITERAL.lastIndex = start
  const end = LITERAL.test(text) ? LITERAL.lastIndex : start
  return end === start || /[\w.+-]/.test(text.charAt(end)) ? { end: start, fault: 'a value' } : { end }
}

function skipSpace(text: string, start: number): number {
  let at = start
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at++
  return at
}

/** `line 3, column 5: expected "," or "}", found "x"`; lines and columns count from 1, in UTF-16 units. */
export function faultAt(text: string, at: number, expected: string): string {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  const column = at - before.lastIndexOf('\n')
  return `line ${line}, column ${column}: expected ${expected}, found ${foundAt(text, at)}`
}

function foundAt(text: string, at: number): string {
  const word = /^(?:[\p{L}\p{N}_$.+-]{1,20}|.)/su.exec(text.slice(at, at + 40))
  return word === null ? 'the end' : JSON.stringify(word[0])
}
