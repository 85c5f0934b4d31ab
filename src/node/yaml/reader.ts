import { type Read, readFlow, readQuoted } from './flow.ts'
import { INDICATORS, readKey } from './key.ts'
import { Lines } from './lines.ts'
import { BeyondReader, beyond, type Chomping, joinBlock, plainValue } from './scalar.ts'
import { offsetsOf, report, type Wanted } from './wanted.ts'

/**
 * Reads the YAML in which documents are written, some twenty times faster than a parser that keeps all of a text:
 * block and flow collections, and every kind of scalar. `undefined` where a text has more than that (anchors,
 * tags, directives, keys that are no text or there twice) or is broken; a whole parser then reads it, or says what is wrong.
 *
 * With `wanted`, the offsets of places are noted on the way.
 */
export function readPlainYaml(
  text: string,
  wanted?: Wanted,
): { readonly value: unknown; readonly offsets: ReadonlyMap<string, number> } | undefined {
  try {
    const reader = new Reader(text.includes('\r') ? beyond() : text)
    const value = reader.document(wanted)
    return { value, offsets: wanted === undefined ? NO_OFFSETS : offsetsOf(wanted) }
  } catch (error) {
    if (error instanceof BeyondReader) return undefined
    throw error
  }
}

const NO_OFFSETS: ReadonlyMap<string, number> = new Map()

/** `---`, which only comments may precede. */
const DOCUMENT_START = /^(?:[ ]*(?:#.*)?\n)*---[ ]*(?:[ ]#.*)?\n/
const DOCUMENT_MARKER = /(?:^|\n)(?:---|\.\.\.)/
const BLOCK_HEADER = /^([|>])([+-]?)([1-9])?([+-]?)[ ]*(?:[ ]#.*)?$/

class Reader {
  readonly #text: string
  readonly #lines: Lines
  /** The line that is read next. */
  #line = 0

  constructor(text: string) {
    this.#text = text
    this.#lines = new Lines(text)
  }

  document(wanted: Wanted | undefined): unknown {
    const start = DOCUMENT_START.exec(this.#text)?.[0] ?? ''
    if (DOCUMENT_MARKER.test(this.#text.slice(Math.max(0, start.length - 1)))) beyond()
    this.#line = start === '' ? 0 : this.#lines.lineAt(start.length, 0)
    if (wanted !== undefined) report(wanted, 0)
    const value = this.#block(-1, wanted)
    return this.#lines.next(this.#line) < this.#lines.count ? beyond() : value
  }

  /** The node on the next lines that are indented by more than `parent`; null where there are none. */
  #block(parent: number, wanted: Wanted | undefined): unknown {
    const line = this.#lines.next(this.#line)
    if (line >= this.#lines.count || this.#lines.indent(line) <= parent) return null
    this.#line = line
    const indent = this.#lines.indent(line)
    if (this.#isDash(line)) return this.#list(indent, wanted)
    const key = readKey(this.#lines, line)
    if (key !== undefined) return this.#map(indent, wanted)
    return this.#inline(this.#lines.content(line), parent, wanted)
  }

  #isDash(line: number): boolean {
    const at = this.#lines.content(line)
    return this.#text[at] === '-' && (at + 1 >= this.#lines.end(line) || this.#text[at + 1] === ' ')
  }

  #list(indent: number, wanted: Wanted | undefined): unknown[] {
    const list: unknown[] = []
    for (
      let line = this.#line;
      this.#isAt(line, indent) && this.#isDash(line);
      line = this.#lines.next(this.#line)
    ) {
      const below = wanted?.below.get(String(list.length))
      const dash = this.#lines.content(line)
      const at = this.#lines.space(dash + 1)
      this.#line = line
      if (below !== undefined) report(below, at >= this.#lines.end(line) ? dash : at)
      if (this.#isEnd(at, line)) {
        this.#line = line + 1
        list.push(this.#block(indent, below))
        continue
      }
      this.#lines.indentTo(line, at - this.#lines.start(line))
      list.push(this.#block(indent, below))
    }
    return list
  }

  #map(indent: number, wanted: Wanted | undefined): Record<string, unknown> {
    const map: Record<string, unknown> = {}
    for (let line = this.#line; this.#isAt(line, indent); line = this.#lines.next(this.#line)) {
      const { name, end } = (this.#isDash(line) ? undefined : readKey(this.#lines, line)) ?? beyond()
      const below = wanted?.below.get(name)
      if (below !== undefined) report(below, this.#lines.content(line))
      this.#line = line
      map[Object.hasOwn(map, name) ? beyond() : name] = this.#mapValue(end, indent, below)
    }
    return map
  }

  #mapValue(end: number, indent: number, wanted: Wanted | undefined): unknown {
    const at = this.#lines.space(end)
    if (!this.#isEnd(at, this.#line)) return this.#inline(at, indent, wanted)
    this.#line++
    const next = this.#lines.next(this.#line)
    const isList = this.#isAt(next, indent) && this.#isDash(next)
    return this.#block(isList ? indent - 1 : indent, wanted)
  }

  /** Whether a line has a node of a collection that is indented this far; one in between belongs to nothing. */
  #isAt(line: number, indent: number): boolean {
    return line < this.#lines.count && this.#lines.indent(line) === indent
  }

  /** Whether a line has nothing more from `at` on than a comment. */
  #isEnd(at: number, line: number): boolean {
    return at >= this.#lines.end(line) || (this.#text[at] === '#' && this.#text[at - 1] === ' ')
  }

  /** The scalar or flow collection at `at`, of a node whose parent is indented by `parent`. */
  #inline(at: number, parent: number, wanted: Wanted | undefined): unknown {
    const char = this.#text[at] as string
    if (char === '"' || char === "'") return this.#whole(readQuoted(this.#text, at), parent)
    if (char === '[' || char === '{') {
      return this.#whole(readFlow(this.#text, at, wanted), parent)
    }
    if (char === '|' || char === '>') return this.#blockScalar(at, parent)
    if (INDICATORS.has(char) || ('-?:'.includes(char) && ' \t\n'.includes(this.#text[at + 1] ?? '\n')))
      beyond()
    return this.#plain(at, parent)
  }

  /** Takes a value that may go on over lines, all of which must be indented by more than its parent. */
  #whole({ value, end }: Read, parent: number): unknown {
    const last = this.#lines.lineAt(end, this.#line)
    for (let line = this.#line + 1; line <= last; line++) {
      if (!this.#lines.isBlank(line) && this.#lines.indent(line) <= parent) beyond()
    }
    const rest = this.#lines.space(end)
    if (!this.#isEnd(rest, last)) beyond()
    this.#line = last + 1
    return value
  }

  #plain(at: number, parent: number): unknown {
    const lines = [this.#plainLine(at, this.#line)]
    let line = this.#line + 1
    let empty = 0
    for (; line < this.#lines.count; line++) {
      if (this.#lines.isBlank(line)) {
        empty++
        continue
      }
      if (this.#lines.indent(line) <= parent) break
      const start = this.#lines.content(line)
      const text = this.#plainLine(start, line)
      if (lines[0]?.hasComment || '#\t'.includes(this.#text[start] as string) || text.hasComment) beyond()
      lines.push({ text: (empty === 0 ? ' ' : '\n'.repeat(empty)) + text.text, hasComment: false })
      empty = 0
    }
    this.#line = line - empty
    return lines.length === 1 ? plainValue(lines[0]?.text as string) : lines.map(({ text }) => text).join('')
  }

  #plainLine(at: number, line: number): { readonly text: string; readonly hasComment: boolean } {
    const whole = this.#text.slice(at, this.#lines.end(line))
    const comment = whole.search(/[ \t]#/)
    const text = (comment === -1 ? whole : whole.slice(0, comment)).replace(/[ \t]+$/, '')
    if (text.includes(': ') || text.endsWith(':') || text.includes(':\t')) beyond()
    return { text, hasComment: comment !== -1 }
  }

  #blockScalar(at: number, parent: number): string {
    const header = this.#text.slice(at, this.#lines.end(this.#line))
    const [, style, before = '', digit, after = ''] = BLOCK_HEADER.exec(header) ?? beyond()
    if (before !== '' && after !== '') beyond()
    const first = this.#firstContent(this.#line + 1)
    const found = first < this.#lines.count ? this.#lines.indent(first) : 0
    const indent = digit === undefined ? found : Math.max(parent, 0) + Number(digit)
    const lines = this.#blockLines(indent > parent ? indent : Number.POSITIVE_INFINITY, first)
    return joinBlock(lines, style === '>', (before + after) as Chomping)
  }

  /** The lines that are indented this far, and the blank ones among and after them. */
  #blockLines(indent: number, first: number): readonly string[] {
    const lines: string[] = []
    let line = this.#line + 1
    for (; line < this.#lines.count; line++) {
      const isContent = this.#lines.indent(line) >= indent
      if (!isContent && !this.#lines.isBlank(line)) break
      if (line < first && isContent && this.#lines.indent(line) > indent) beyond()
      lines.push(isContent ? this.#text.slice(this.#lines.start(line) + indent, this.#lines.end(line)) : '')
    }
    if (line === this.#lines.count && this.#lines.isBlank(line - 1)) {
      if (this.#text.endsWith('\n')) lines.pop()
      else beyond()
    }
    this.#line = line
    return lines
  }

  #firstContent(from: number): number {
    let line = from
    while (line < this.#lines.count && this.#lines.isBlank(line)) line++
    return line
  }
}
