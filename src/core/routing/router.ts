import { percentDecode } from '../utf8.ts'
import { isPattern, matchPattern, type PatternSegment, pathShape, type Segment } from './template.ts'

/** What a path leads to, and the decoded texts of its parameters, in order. */
export interface Match<T> {
  readonly value: T
  readonly texts: readonly string[]
}

/** Finds the value of the most concrete path that a raw path fits and that is accepted. */
export type Router<T> = (path: string, accepts: (value: T) => boolean) => Match<T> | undefined

interface Node<T> {
  readonly literals: Map<string, Node<T>>
  /** The most concrete pattern first. */
  readonly patterns: { readonly segment: PatternSegment; readonly node: Node<T> }[]
  leaf?: { readonly value: T }
}

const NO_TEXTS: readonly string[] = []

/**
 * Compiles paths to a tree of segments: the cost of a request does not grow with their number. Concrete segments
 * go before templated ones (OpenAPI 3.1, 4.8.8.2). A path that only differs by a trailing slash is taken, since
 * front ends and proxies add and drop one.
 */
export function compileRouter<T>(
  routes: Iterable<{ readonly segments: readonly Segment[]; readonly value: T }>,
): Router<T> {
  const root = createNode<T>()
  const concrete = new Map<string, Match<T>>()
  for (const { segments, value } of routes) {
    insert(root, segments, value)
    if (segments.some(isPattern)) continue
    const path = segments.map((segment) => `/${(segment as { readonly text: string }).text}`).join('')
    if (!concrete.has(path)) concrete.set(path, { value, texts: NO_TEXTS })
  }
  return (path, accepts) => {
    const match = path.includes('%') ? undefined : concrete.get(path)
    if (match !== undefined && accepts(match.value)) return match
    return find(root, path, accepts) ?? find(root, otherSlash(path), accepts)
  }
}

function createNode<T>(): Node<T> {
  return { literals: new Map(), patterns: [] }
}

function insert<T>(root: Node<T>, segments: readonly Segment[], value: T): void {
  let node = root
  for (const segment of segments) node = child(node, segment)
  node.leaf ??= { value }
}

function child<T>(node: Node<T>, segment: Segment): Node<T> {
  if (!isPattern(segment)) {
    const known = node.literals.get(segment.text) ?? createNode<T>()
    node.literals.set(segment.text, known)
    return known
  }
  const same = node.patterns.find((pattern) => isSame(pattern.segment, segment))
  if (same !== undefined) return same.node
  const added = { segment, node: createNode<T>() }
  node.patterns.push(added)
  node.patterns.sort((a, b) => rank(b.segment) - rank(a.segment))
  return added.node
}

function isSame(one: PatternSegment, other: PatternSegment): boolean {
  return one.takesRest === other.takesRest && pathShape([one]) === pathShape([other])
}

function rank({ concreteness, takesRest }: PatternSegment): number {
  return takesRest ? -1 : concreteness
}

function find<T>(root: Node<T>, path: string, accepts: (value: T) => boolean): Match<T> | undefined {
  if (!path.startsWith('/')) return undefined
  const segments = path.slice(1).split('/').map(percentDecode)
  if (segments.includes(undefined)) return undefined
  const texts: string[] = []
  const leaf = descend(root, segments as string[], 0, texts, accepts)
  return leaf === undefined ? undefined : { value: leaf.value, texts }
}

/** Goes down as far as the segments fit, and back up to the next pattern where they do not. */
function descend<T>(
  node: Node<T>,
  segments: readonly string[],
  depth: number,
  texts: string[],
  accepts: (value: T) => boolean,
): Node<T>['leaf'] {
  const segment = segments[depth]
  if (segment === undefined) return node.leaf && accepts(node.leaf.value) ? node.leaf : undefined
  const literal = node.literals.get(segment)
  const found = literal && descend(literal, segments, depth + 1, texts, accepts)
  if (found !== undefined) return found
  for (const { segment: pattern, node: below } of node.patterns) {
    const rest = pattern.takesRest ? segments.slice(depth).join('/') : segment
    const matched = matchPattern(pattern, rest)
    if (matched === undefined) continue
    const before = texts.length
    texts.push(...matched)
    const leaf = descend(below, segments, pattern.takesRest ? segments.length : depth + 1, texts, accepts)
    if (leaf !== undefined) return leaf
    texts.length = before
  }
  return undefined
}

function otherSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : `${path}/`
}
