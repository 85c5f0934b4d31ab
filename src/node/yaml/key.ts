import { readQuoted } from './flow.ts'
import type { Lines } from './lines.ts'
import { beyond, plainKey } from './scalar.ts'

/** A key and its colon at the beginning of a line's content. */
export interface Key {
  readonly name: string
  /** Where the value may begin. */
  readonly end: number
}

/** What no plain scalar begins with. */
export const INDICATORS: ReadonlySet<string> = new Set(',[]{}#&*!|>\'"%@`')

/** The key that a line begins with; `undefined` where it has none. */
export function readKey(lines: Lines, line: number): Key | undefined {
  const { text } = lines
  const start = lines.content(line)
  const char = text[start] as string
  if (char === '"' || char === "'") return readQuotedKey(lines, line)
  if (char === '[' || char === '{') return undefined
  if ('&*!%@`?'.includes(char) && (char !== '?' || text[start + 1] === ' ')) beyond()
  const end = lines.end(line)
  let colon = text.indexOf(':', start)
  while (colon !== -1 && colon < end - 1 && text[colon + 1] !== ' ') colon = text.indexOf(':', colon + 1)
  if (colon === -1 || colon >= end) return undefined
  const name = text.slice(start, colon)
  if (name.includes(' #') || name.includes('\t') || INDICATORS.has(char)) beyond()
  return { name: plainKey(name.replace(/ +$/, '')), end: colon + 1 }
}

function readQuotedKey(lines: Lines, line: number): Key | undefined {
  const { value, end } = readQuoted(lines.text, lines.content(line))
  if (end > lines.end(line)) return undefined
  const colon = lines.space(end)
  if (lines.text[colon] !== ':' || colon >= lines.end(line)) return undefined
  const isKey = colon + 1 >= lines.end(line) || lines.text[colon + 1] === ' '
  return isKey && value !== '__proto__' ? { name: value, end: colon + 1 } : beyond()
}
