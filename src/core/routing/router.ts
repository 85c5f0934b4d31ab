import { percentDecode } from '../utf8.ts'
import { isPattern, type PatternSegment, parseTemplate } from './template.ts'

/** What a path leads to, and the decoded texts of its template's parameters, in order. */
export interface Match<T> {
  readonly value: T
  readonly texts: readonly string[]
}

/** Finds the value of the most concrete template that a raw path fits. */
export type Router<T> = (path: string) => Match<T> | undefined

interface Node<T> {
  readonly literals: Map<string, Node<T>>
  /** The most concrete pattern first. */
  readonly patterns: { readonly segment: PatternSegment; readonly node: Node<T> }[]
  leaf?: { readonly value: T }
}

const NO_TEXTS: readonly string[] = []

/**
 * Compiles templates to a tree of segments: the cost of a request does not grow with their number. Concrete
 * segments go before templated ones (OpenAPI 3.1, 4.8.8.2). A path that only differs from a template by a
 * trailing slash is taken for it, since front ends and proxies add and drop one.
 */
export function compileRouter<T>(routes: Iterable<readonly [template: string, value: T]>): Router<T> {
  const root = createNode<T>()
  const concrete = new Map<string, Match<T>>()
  for (const [template, value] of routes) {
    const segments = parseTemplate(template)
    insert(root, segments, value)
    if (!segments.some(isPattern)) concrete.set(template, { value, texts: NO_TEXTS })
  }
  return (path) => concrete.get(path) ?? find(root, path) ?? find(root, otherSlash(path))
}

function createNode<T>(): Node<T> {
  return { literals: new Map(), patterns: [] }
}

function insert<T>(root: Node<T>, segments: ReturnType<typeof parseTemplate>, value: T): void {
  let node = root
  for (const segment of segments) node = child(node, segment)
  node.leaf ??= { value }
}

function child<T>(node: Node<T>, segment: ReturnType<typeof parseTemplate>[number]): Node<T> {
  if (!isPattern(segment)) {
    const known = node.literals.get(segment.text) ?? createNode<T>()
    node.literals.set(segment.text, known)
    return known
  }
  const same = node.patterns.find(
    (pattern) => pattern.segment.expression.source === segment.expression.source,
  )
  if (same !== undefined) return same.node
  const added = { segment, node: createNode<T>() }
  node.patterns.push(added)
  node.patterns.sort((a, b) => b.segment.literals - a.segment.literals)
  return added.node
}

function find<T>(root: Node<T>, path: string): Match<T> | undefined {
  if (!path.startsWith('/')) return undefined
  const segments = path.slice(1).split('/').map(percentDecode)
  if (segments.includes(undefined)) return undefined
  const texts: string[] = []
  const leaf = descend(root, segments as string[], 0, texts)
  if (leaf === undefined) return undefined
  return { value: leaf.value, texts }
}

/** Goes down as far as the segments fit, and back up to the next pattern where they do not. */
function descend<T>(
  node: Node<T>,
  segments: readonly string[],
  depth: number,
  texts: string[],
): Node<T>['leaf'] {
  const segment = segments[depth]
  if (segment === undefined) return node.leaf
  const literal = node.literals.get(segment)
  const found = literal && descend(literal, segments, depth + 1, texts)
  if (found !== undefined) return found
  for (const pattern of node.patterns) {
    const captured = pattern.segment.expression.exec(segment)
    if (captured === null) continue
    const before = texts.length
    texts.push(...captured.slice(1))
    const leaf = descend(pattern.node, segments, depth + 1, texts)
    if (leaf !== undefined) return leaf
    texts.length = before
  }
  return undefined
}

function otherSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : `${path}/`
}
