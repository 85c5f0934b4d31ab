import { offsetsOf, report, type Wanted, wantedPlaces } from './yaml/wanted.ts'

/**
 * The offsets of JSON Pointers in a JSON text, in one pass that skips what nobody asked for: a key for what stands
 * in an object, a value for what stands in a list, the nearest parent for what is not there. `undefined` where
 * the text is not JSON.
 */
export function locateInJson(
  text: string,
  pointers: readonly string[],
): ReadonlyMap<string, number> | undefined {
  const wanted = wantedPlaces(pointers)
  try {
    new Scan(text).find(wanted)
    return offsetsOf(wanted)
  } catch (error) {
    if (error instanceof NotJson) return undefined
    throw error
  }
}

class NotJson extends Error {}

/** An object or a list in which something is wanted. */
interface Open {
  readonly wanted: Wanted
  readonly close: '}' | ']'
  /** How many parts of it were read. */
  count: number
}

class Scan {
  readonly #text: string
  readonly #open: Open[] = []

  constructor(text: string) {
    this.#text = text
  }

  /** Finds what is wanted in the whole text. */
  find(wanted: Wanted): void {
    const start = this.#space(0)
    let at = this.#value(wanted, start, start)
    for (let last = this.#open.at(-1); last !== undefined; last = this.#open.at(-1)) {
      if (this.#text[at] !== last.close) at = last.close === '}' ? this.#pair(last, at) : this.#item(last, at)
      else {
        this.#open.pop()
        at = this.#next(at + 1)
      }
    }
  }

  #pair({ wanted }: Open, at: number): number {
    const end = this.#skip(at)
    const value = this.#space(this.#expect(':', this.#space(end)))
    return this.#value(wanted.below.get(readKey(this.#text.slice(at, end))), value, at)
  }

  #item(list: Open, at: number): number {
    return this.#value(list.wanted.below.get(String(list.count++)), at, at)
  }

  /** Enters the value at `at`, or skips it where nothing in it is wanted. `mark` is the place to report. */
  #value(wanted: Wanted | undefined, at: number, mark: number): number {
    if (wanted !== undefined) report(wanted, mark)
    const char = this.#text[at]
    if (wanted === undefined || wanted.below.size === 0 || (char !== '{' && char !== '[')) {
      return this.#next(this.#skip(at))
    }
    this.#open.push({ wanted, close: char === '{' ? '}' : ']', count: 0 })
    return this.#space(at + 1)
  }

  /** Where the next part begins, after a comma, or where the closing bracket stands. */
  #next(end: number): number {
    const at = this.#space(end)
    const around = this.#open.at(-1)
    if (around === undefined || this.#text[at] === around.close) return at
    return this.#space(this.#expect(',', at))
  }

  #expect(char: string, at: number): number {
    if (this.#text[at] !== char) throw new NotJson()
    return at + 1
  }

  #space(at: number): number {
    let next = at
    while (' \t\r\n'.includes(this.#text[next] ?? '.')) next++
    return next
  }

  /** Where the value that begins at `at` ends. */
  #skip(at: number): number {
    const char = this.#text[at]
    if (char === '"') return this.#string(at)
    return char === '{' || char === '[' ? this.#brackets(at) : this.#word(at)
  }

  #word(at: number): number {
    WORD.lastIndex = at
    if (!WORD.test(this.#text)) throw new NotJson()
    return WORD.lastIndex
  }

  #string(at: number): number {
    for (let next = at + 1; next < this.#text.length; next++) {
      if (this.#text[next] === '\\') next++
      else if (this.#text[next] === '"') return next + 1
    }
    throw new NotJson()
  }

  #brackets(at: number): number {
    let depth = 0
    for (let next = at; next < this.#text.length; next++) {
      const char = this.#text[next] as string
      if (char === '"') next = this.#string(next) - 1
      else if (char === '{' || char === '[') depth++
      else if ((char === '}' || char === ']') && --depth === 0) return next + 1
    }
    throw new NotJson()
  }
}

/** A number, true, false or null. */
const WORD = /[-+.\w]+/y

function readKey(text: string): string {
  try {
    return JSON.parse(text)
  } catch {
    throw new NotJson()
  }
}
