import type { FilePlace } from './finding.ts'
import { visible, widthOf } from './text.ts'

/** A line of a code frame: its number, or none for the line that points. */
export interface FrameLine {
  readonly number?: number
  readonly text: string
  readonly isPointer: boolean
}

/** How many lines stand above the one that is meant. */
const BEFORE = 2

/** A line of a minified document is as long as the document: so much of it is shown. */
const LONGEST = 96

/**
 * The lines of a text around a place, and below them a line that points at it. Widths are those of a terminal, so the
 * pointer stands right behind Chinese as well. Nothing where the place is not in the text.
 */
export function codeFrame(text: string, { line, column }: Omit<FilePlace, 'file'>): readonly FrameLine[] {
  const first = Math.max(1, line - BEFORE)
  const lines = linesOf(text, first, line)
  const meant = lines[line - first]
  if (meant === undefined) return []
  const cut = cutAround(meant, column)
  const above = lines.slice(0, line - first).map((one, index): FrameLine => {
    return { number: first + index, text: cutStart(one), isPointer: false }
  })
  const indent = widthOf(cut.before)
  const pointer = ' '.repeat(indent) + '^'.repeat(Math.max(1, widthOf(tokenAt(cut.after))))
  return [
    ...above,
    { number: line, text: cut.before + cut.after, isPointer: false },
    { text: pointer, isPointer: true },
  ]
}

/** Lines of a text by number, without splitting all of it: a document may have a million. */
function linesOf(text: string, first: number, last: number): readonly string[] {
  const lines: string[] = []
  let start = 0
  for (let number = 1; number <= last; number++) {
    const end = text.indexOf('\n', start)
    const stop = end === -1 ? text.length : end
    if (number >= first) lines.push(text.slice(start, stop).replace(/\r$/, ''))
    if (end === -1) break
    start = end + 1
  }
  return lines
}

/** A line in two parts at a column, each made visible, and both together not too long. */
function cutAround(line: string, column: number): { readonly before: string; readonly after: string } {
  const at = Math.min(column - 1, line.length)
  const from = line.length <= LONGEST ? 0 : Math.max(0, at - LONGEST / 2)
  const to = Math.min(line.length, from + LONGEST)
  const before = (from > 0 ? '…' : '') + line.slice(from, at)
  return { before: shown(before), after: shown(line.slice(at, to)) + (to < line.length ? '…' : '') }
}

function cutStart(line: string): string {
  return line.length <= LONGEST ? shown(line) : `${shown(line.slice(0, LONGEST))}…`
}

function shown(text: string): string {
  return visible(text.replaceAll('\t', '  '))
}

/** What is pointed at: a key with its quotes, a word, or a quoted text. */
function tokenAt(text: string): string {
  const [token = ''] = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|(?:(?!:(?:\s|$))[^\s,])+)/.exec(text) ?? []
  return token
}
