import { report, type Wanted, wantedPlaces } from './yaml/wanted.ts'

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
  const scan = new Scan(text)
  try {
    scan.find(wanted, scan.space(0))
    return scan.offsets
  } catch (error) {
    if (error instanceof NotJson) return undefined
    throw error
  }
}

class NotJson extends Error {}

class Scan {
  readonly offsets = new Map<string, number>()
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** Finds what is wanted in the value at `at`, and returns where that ends. `mark` is the place to report. */
  find(wanted: Wanted, at: number, mark = at): number {
    report(wanted, mark, this.offsets)
    if (wanted.below.size === 0) return this.#skip(at)
    if (this.#text[at] === '{') return this.#object(wanted, at)
    return this.#text[at] === '[' ? this.#list(wanted, at) : this.#skip(at)
  }

  #object(wanted: Wanted, start: number): number {
    let at = this.space(start + 1)
    while (this.#text[at] !== '}') {
      const end = this.#skip(at)
      const below = wanted.below.get(readKey(this.#text.slice(at, end)))
      const value = this.space(this.#expect(':', this.space(end)))
      at = this.#next(below === undefined ? this.#skip(value) : this.find(below, value, at), '}')
    }
    return at + 1
  }

  #list(wanted: Wanted, start: number): number {
    let at = this.space(start + 1)
    for (let index = 0; this.#text[at] !== ']'; index++) {
      const below = wanted.below.get(String(index))
      at = this.#next(below === undefined ? this.#skip(at) : this.find(below, at), ']')
    }
    return at + 1
  }

  /** Where the next part begins, after a comma, or where the closing bracket stands. */
  #next(end: number, close: string): number {
    const at = this.space(end)
    if (this.#text[at] === ',') return this.space(at + 1)
    if (this.#text[at] !== close) throw new NotJson()
    return at
  }

  #expect(char: string, at: number): number {
    if (this.#text[at] !== char) throw new NotJson()
    return at + 1
  }

  space(at: number): number {
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
