import { percentDecode } from '../utf8.ts'

export { templateNames } from '../document/template-names.ts'

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
  return segments
    .map((segment) => (isPattern(segment) ? segment.expression.source : quote(segment.text)))
    .join('/')
}

export function isPattern(segment: Segment): segment is PatternSegment {
  return 'expression' in segment
}

function parseSegment(source: string, isLast: boolean): Segment {
  const parts = source.split(/\{([^{}]*)\}/)
  if (parts.length === 1) return { text: percentDecode(source) ?? source }
  const literals = parts.filter((_, index) => index % 2 === 0).map((text) => percentDecode(text) ?? text)
  const last = literals.length - 1
  const expression = literals.map((literal, index) => quote(literal) + capture(index, last)).join('')
  return {
    source,
    expression: new RegExp(`^${expression}$`, 'su'),
    literals: literals.join('').length,
    takesRest: isLast && /^\{(?:\+[^{}]*|[^{}]*[+*]|[^{}]*:.*)\}$/.test(source),
  }
}

/** The first parameters of a segment take as little as they can, the last one the rest: `{base}.{ext}`. */
function capture(index: number, last: number): string {
  if (index === last) return ''
  return index === last - 1 ? '(.+)' : '(.+?)'
}

function quote(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
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
