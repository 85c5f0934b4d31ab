/** A path template of the document (OpenAPI 3.1, 4.8.8: Path Templating), cut into its segments. */
export type Segment = LiteralSegment | PatternSegment

/** `orders`: matches its own text. */
export interface LiteralSegment {
  readonly text: string
}

/** `{id}`, `{name}.json`, `{from}-{to}`: matches by one anchored expression, built once. */
export interface PatternSegment {
  readonly source: string
  readonly expression: RegExp
  /** How many characters stand outside the braces: the more, the more concrete. */
  readonly literals: number
}

export function parseTemplate(template: string): readonly Segment[] {
  return template.slice(1).split('/').map(parseSegment)
}

/** What two templates have in common that differ only in the names of their parameters. */
export function templateShape(template: string): string {
  return template.replace(/\{[^{}]+\}/g, '{}')
}

/** The names of the parameters of a template, in order. */
export function templateNames(template: string): readonly string[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] as string)
}

export function isPattern(segment: Segment): segment is PatternSegment {
  return 'expression' in segment
}

function parseSegment(source: string): Segment {
  const parts = source.split(/\{([^{}]+)\}/)
  if (parts.length === 1) return { text: source }
  const literals = parts.filter((_, index) => index % 2 === 0)
  const last = literals.length - 1
  const expression = literals.map((literal, index) => quote(literal) + capture(index, last)).join('')
  return {
    source,
    expression: new RegExp(`^${expression}$`, 'su'),
    literals: literals.join('').length,
  }
}

/** The first parameters of a segment take as little as they can, the last one the rest: `{base}.{ext}`. */
function capture(index: number, last: number): string {
  if (index === last) return ''
  return index === last - 1 ? '(.+)' : '(.+?)'
}

function quote(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
