import { percentDecode } from '../utf8.ts'

export { templateNames } from '../document/template-names.ts'

/** A path template of the document (OpenAPI 3.1, 4.8.8: Path Templating), cut into its segments. */
export type Segment = LiteralSegment | PatternSegment

/** `orders`: matches its own text. */
export interface LiteralSegment {
  readonly text: string
}

/** `{id}`, `{name}.json`, `{from}-{to}`. */
export interface PatternSegment {
  /** What stands before, between and behind the parameters, decoded: one more than there are parameters. */
  readonly literals: readonly string[]
  /** How many characters stand outside the braces. */
  readonly concreteness: number
  /** `{path*}`, `{proxy+}`, `{+name}`: takes all segments that are left. */
  readonly takesRest: boolean
}

/** A path template in the parts that a request has. */
export interface Template {
  readonly segments: readonly Segment[]
  readonly conditions: readonly Condition[]
}

/**
 * What a template asks of the query, as `/jobs?action=start` does, or of a fragment, which is never sent and
 * stands for a query or a header that tells operations apart: `/#Action=ListUsers`.
 */
export interface Condition {
  readonly name: string
  /** Its value; absent where any will do. */
  readonly value?: string
  /** Whether the value is a parameter of the path. */
  readonly isParameter: boolean
  readonly from: 'query' | 'fragment'
}

/** Query expansions of RFC 6570 stand for parameters that are declared on their own. */
const EXPANSION = /\{[?&#][^{}]*\}/g

export function parseTemplate(template: string): Template {
  const [, path = '', query = '', fragment = ''] =
    /^((?:\{[^{}]*\}|[^?#{])*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(template.replace(EXPANSION, '')) ?? []
  return {
    segments: parsePath(path === '' ? '/' : path),
    conditions: [...conditionsOf(query, 'query'), ...conditionsOf(fragment, 'fragment')],
  }
}

export function parsePath(path: string): readonly Segment[] {
  const segments = path.slice(1).split('/')
  return segments.map((segment, index) => parseSegment(segment, index === segments.length - 1))
}

/** What two paths have in common that differ only in the names of their parameters. */
export function pathShape(segments: readonly Segment[]): string {
  return JSON.stringify(segments.map((segment) => (isPattern(segment) ? segment.literals : segment.text)))
}

export function isPattern(segment: Segment): segment is PatternSegment {
  return 'literals' in segment
}

/**
 * The texts of the parameters of a segment; `undefined` where a text does not fit. The first parameters take as
 * little as they can, the last one the rest, `{base}.{ext}`, and none is empty. The leftmost place of each literal
 * leaves the most to those behind it, so nothing is ever tried twice: one pass, whoever wrote the text.
 */
export function matchPattern({ literals }: PatternSegment, text: string): readonly string[] | undefined {
  const prefix = literals[0] as string
  const suffix = literals[literals.length - 1] as string
  const end = text.length - suffix.length
  if (!text.startsWith(prefix) || !text.endsWith(suffix)) return undefined
  const texts: string[] = []
  let start = prefix.length
  for (let i = 1; i < literals.length - 1; i++) {
    const literal = literals[i] as string
    const found = text.indexOf(literal, start + characterLength(text, start))
    if (found === -1) return undefined
    texts.push(text.slice(start, found))
    start = found + literal.length
  }
  if (start >= end) return undefined
  texts.push(text.slice(start, end))
  return texts
}

/** A character beyond U+FFFF is two units, and no parameter ends between them. */
function characterLength(text: string, index: number): number {
  return (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1
}

function parseSegment(source: string, isLast: boolean): Segment {
  const parts = source.split(/\{([^{}]*)\}/)
  if (parts.length === 1) return { text: percentDecode(source) ?? source }
  const literals = parts.filter((_, index) => index % 2 === 0).map((text) => percentDecode(text) ?? text)
  return {
    literals,
    concreteness: literals.join('').length,
    takesRest: isLast && /^\{(?:\+[^{}]*|[^{}]*[+*]|[^{}]*:.*)\}$/.test(source),
  }
}

function conditionsOf(text: string, from: Condition['from']): readonly Condition[] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      const name = percentDecode(equals === -1 ? pair : pair.slice(0, equals)) ?? pair
      if (equals === -1) return { name, isParameter: false, from }
      const value = pair.slice(equals + 1)
      if (/^\{[^{}]*\}$/.test(value)) return { name, isParameter: true, from }
      return { name, value: percentDecode(value) ?? value, isParameter: false, from }
    })
}
