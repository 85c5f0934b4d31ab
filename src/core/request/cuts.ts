/** A segment of a path with several parameters: what stands around them, and which of the parameters they are. */
interface Segment {
  /** One more than there are parameters. */
  readonly literals: readonly string[]
  /** The index of its first parameter among all of the path. */
  readonly first: number
}

/** Whether a text may be a parameter, by its index. */
export type Fits = (index: number, text: string) => boolean

/** Longer segments are left as they are: each way to cut one is looked at. */
const LONGEST = 300
/** So many texts are looked at for a segment, at most. */
const MOST_LOOKS = 5000

/**
 * Compiles another cut of segments with several parameters, `{base}{quote}` or `{from}-{to}`, where the router's
 * does not fit: it takes the first cut in which each text is one that its parameter may be. What fits in no way
 * stays as it was.
 */
export function compileCuts(template: string, fits: Fits): (texts: readonly string[]) => readonly string[] {
  const segments = sharedSegments(template)
  if (segments.length === 0) return (texts) => texts
  return (texts) => segments.reduce((cut, segment) => recut(segment, cut, fits), texts)
}

function sharedSegments(template: string): readonly Segment[] {
  const path = template.replace(/\{[?&#][^{}]*\}/g, '').replace(/[?#].*$/s, '')
  let first = 0
  return path.split('/').flatMap((text) => {
    const parts = text.split(/\{[^{}]*\}/)
    const segment = { literals: parts, first }
    first += parts.length - 1
    return parts.length > 2 ? [segment] : []
  })
}

function recut({ literals, first }: Segment, texts: readonly string[], fits: Fits): readonly string[] {
  const count = literals.length - 1
  const own = texts.slice(first, first + count)
  if (own.every((text, index) => fits(first + index, text))) return texts
  const inner = literals.slice(1, -1)
  const whole = own.reduce((joined, text, index) => joined + (inner[index - 1] ?? '') + text)
  if (whole.length > LONGEST) return texts
  const cut = cutWhole(whole, inner, (index, text) => fits(first + index, text))
  return cut === undefined ? texts : texts.toSpliced(first, count, ...cut)
}

/** The texts between some literals, each of which fits; the first ones as short as they can be. */
function cutWhole(whole: string, inner: readonly string[], fits: Fits): readonly string[] | undefined {
  const tried = new Set<string>()
  let looks = 0
  const fitsStill: Fits = (index, text) => text !== '' && ++looks <= MOST_LOOKS && fits(index, text)
  const from = (index: number, start: number): readonly string[] | undefined => {
    const literal = inner[index]
    const rest = whole.slice(start)
    if (literal === undefined) return fitsStill(index, rest) ? [rest] : undefined
    const key = `${index} ${start}`
    if (tried.has(key)) return undefined // it would have been the answer
    tried.add(key)
    for (const text of textsBefore(literal, rest)) {
      const others = fitsStill(index, text)
        ? from(index + 1, start + text.length + literal.length)
        : undefined
      if (others !== undefined) return [text, ...others]
    }
    return undefined
  }
  return from(0, 0)
}

/** All beginnings of a text that a literal may end, the shortest first. */
function textsBefore(literal: string, text: string): readonly string[] {
  const found: string[] = []
  for (
    let end = text.indexOf(literal, 1);
    end !== -1 && end < text.length;
    end = text.indexOf(literal, end + 1)
  ) {
    found.push(text.slice(0, end))
  }
  return found
}
