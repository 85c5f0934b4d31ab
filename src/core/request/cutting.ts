import type { DecodeText } from './query.ts'

/**
 * How a style cuts one raw text (OpenAPI 3.1.1, 4.8.12.3 and 4.8.12.4, which follow RFC 6570). Delimiters count
 * only where they are not percent-encoded, so the pieces are decoded after the cut. `undefined`: the text is not
 * written in this style.
 */
export interface Cutting {
  /** How a value looks in this style, for a person. */
  readonly form: string
  scalar(raw: string): string | undefined
  list(raw: string): readonly string[] | undefined
  pairs(raw: string): readonly (readonly [string, string])[] | undefined
  /** Does the text hold the delimiter of this style? */
  isCut(raw: string): boolean
}

/** The cutting of a style for one text; `name` is what a matrix writes before its values. */
export function cuttingOf(style: string, explode: boolean, name: string): Cutting {
  const make = Object.hasOwn(CUTTINGS, style) ? CUTTINGS[style] : undefined
  return (make ?? simple)(explode, name)
}

/** The cutting of texts that were encoded as a whole, as many clients do: `a%2Cb` for `a,b`. */
export function encodedCutting(cutting: Cutting, decode: DecodeText): Cutting {
  const whole = (raw: string): string | undefined => (/%2c/i.test(raw) ? decode(raw) : undefined)
  const over = <T>(cut: (raw: string) => T): ((raw: string) => T | undefined) => {
    return (raw) => {
      const decoded = whole(raw)
      return decoded === undefined ? undefined : cut(decoded)
    }
  }
  return {
    form: cutting.form,
    scalar: over(cutting.scalar),
    list: over(cutting.list),
    pairs: over(cutting.pairs),
    isCut: (raw) => whole(raw) !== undefined,
  }
}

const CUTTINGS: Readonly<Record<string, (explode: boolean, name: string) => Cutting>> = {
  simple,
  form: (explode) => ({ ...simple(explode), form: 'a,b or name,value' }),
  label: (explode) => {
    const rest = (raw: string) => (raw.startsWith('.') ? raw.slice(1) : undefined)
    if (!explode) return after(rest, delimited(',', false), '.a,b')
    const pairs = (raw: string) => assignments(raw.split(DOT_BEFORE_NAME))
    return after(rest, { ...delimited('.', true), pairs }, '.a.b or .name=value')
  },
  matrix: (explode, name) => (explode ? explodedMatrix(name) : matrix(name)),
  spaceDelimited: () => ({ ...delimited(/%20|\+| /i, false), form: 'a%20b' }),
  pipeDelimited: () => ({ ...delimited(/%7c|\|/i, false), form: 'a|b' }),
}

/** A dot is never percent-encoded, so that only the name behind it tells a delimiter from a dot of a value. */
const DOT_BEFORE_NAME = /\.(?=[^.=]*=)/

function simple(explode: boolean): Cutting {
  return { ...delimited(',', explode), form: explode ? 'a,b or name=value,…' : 'a,b or name,value,…' }
}

function delimited(delimiter: string | RegExp, explode: boolean): Omit<Cutting, 'form'> {
  const list = (raw: string) => raw.split(delimiter)
  return {
    scalar: (raw) => raw,
    list,
    pairs: (raw) => (explode ? assignments(list(raw)) : inTurn(list(raw))),
    isCut: (raw) => list(raw).length > 1,
  }
}

/** `;name=a,b`, and `;name` for an empty value (RFC 6570, 3.2.7). */
function matrix(name: string): Cutting {
  const rest = (raw: string) => {
    if (raw === `;${name}`) return ''
    return raw.startsWith(`;${name}=`) ? raw.slice(name.length + 2) : undefined
  }
  return after(rest, delimited(',', false), `;${name}=a,b`)
}

/** `;name=a;name=b` for a list, `;R=100;G=200` for an object. */
function explodedMatrix(name: string): Cutting {
  const pairs = (raw: string) => {
    if (!raw.startsWith(';')) return undefined
    const pieces = raw.slice(1).split(';')
    return pieces.map((piece): [string, string] => {
      const equals = piece.indexOf('=')
      return equals === -1 ? [piece, ''] : [piece.slice(0, equals), piece.slice(equals + 1)]
    })
  }
  const list = (raw: string) => {
    const named = pairs(raw)
    return named?.every(([key]) => key === name) ? named.map(([, text]) => text) : undefined
  }
  const scalar = (raw: string) => {
    const texts = list(raw)
    return texts?.length === 1 ? texts[0] : undefined
  }
  return { form: `;${name}=a;${name}=b`, scalar, list, pairs, isCut: (raw) => (list(raw)?.length ?? 0) > 1 }
}

/** The cutting of what follows a prefix. */
function after(
  rest: (raw: string) => string | undefined,
  cutting: Omit<Cutting, 'form'>,
  form: string,
): Cutting {
  const over = <T>(cut: (raw: string) => T) => {
    return (raw: string): T | undefined => {
      const text = rest(raw)
      return text === undefined ? undefined : cut(text)
    }
  }
  return {
    form,
    scalar: over(cutting.scalar),
    list: over(cutting.list),
    pairs: over(cutting.pairs),
    isCut: (raw) => over(cutting.isCut)(raw) === true,
  }
}

function assignments(pieces: readonly string[]): readonly (readonly [string, string])[] | undefined {
  if (pieces.length === 1 && pieces[0] === '') return []
  if (!pieces.every((piece) => piece.includes('='))) return undefined
  return pieces.map((piece) => {
    const equals = piece.indexOf('=')
    return [piece.slice(0, equals), piece.slice(equals + 1)]
  })
}

function inTurn(pieces: readonly string[]): readonly (readonly [string, string])[] | undefined {
  if (pieces.length === 1 && pieces[0] === '') return []
  if (pieces.length % 2 !== 0) return undefined
  return pieces.flatMap((piece, index) => (index % 2 === 0 ? [[piece, pieces[index + 1] as string]] : []))
}
