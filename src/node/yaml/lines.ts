import { beyond } from './scalar.ts'

/** The lines of a text, with where each begins and how far it is indented. */
export class Lines {
  readonly text: string
  readonly count: number
  readonly #starts: Int32Array
  readonly #indents: Int32Array

  constructor(text: string) {
    this.text = text
    const starts: number[] = [0]
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
    this.count = starts.length
    this.#starts = Int32Array.from([...starts, text.length + 1])
    this.#indents = new Int32Array(this.count)
    for (let line = 0; line < this.count; line++) this.#indents[line] = this.#measure(line)
  }

  #measure(line: number): number {
    const start = this.start(line)
    let at = start
    while (this.text.charCodeAt(at) === 32) at++
    return at - start
  }

  start(line: number): number {
    return this.#starts[line] as number
  }

  /** Where a line ends, before its line break. */
  end(line: number): number {
    return (this.#starts[line + 1] as number) - 1
  }

  indent(line: number): number {
    return this.#indents[line] as number
  }

  /** Where the content of a line begins. */
  content(line: number): number {
    return this.start(line) + this.indent(line)
  }

  isBlank(line: number): boolean {
    return this.content(line) >= this.end(line)
  }

  /** What follows a dash is a node of its own, indented as far as it stands. */
  indentTo(line: number, column: number): void {
    this.#indents[line] = column
  }

  /** The line that an offset is on, which is `from` or later. */
  lineAt(offset: number, from: number): number {
    let line = from
    while (offset > this.end(line)) line++
    return line
  }

  /** Where the spaces end that begin at `at`. */
  space(at: number): number {
    let next = at
    while (this.text.charCodeAt(next) === 32) next++
    return this.text.charCodeAt(next) === TAB ? beyond() : next
  }

  /** The first line from `line` on that has more than a comment. */
  next(line: number): number {
    let next = line
    for (; next < this.count; next++) {
      const code = this.text.charCodeAt(this.content(next))
      if (this.isBlank(next) || code === HASH) continue
      if (code === TAB || (code === PERCENT && this.indent(next) === 0)) beyond()
      return next
    }
    return next
  }
}

const HASH = 35
const TAB = 9
/** At the beginning of a line it begins a directive. */
const PERCENT = 37
