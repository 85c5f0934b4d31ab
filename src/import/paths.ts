import { singular } from '../core/response/records/names.ts'
import type { Segment } from './exchange.ts'

/** A path with its parameters, each with a value where it is known. */
export interface Templated {
  readonly template: string
  readonly values: readonly (readonly [name: string, value: string | undefined])[]
}

interface Node {
  /** The name of the parameter that stands here, where one does. */
  parameter?: string
  readonly ids: Set<string>
  readonly below: Map<string, Node>
}

/** Numbers, UUIDs, ULIDs and long hexadecimal keys. */
const ID = /^(?:\d+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{16,}|[0-9A-HJKMNP-TV-Z]{26})$/i

/**
 * Templates for paths of one API. What looks like an id is a parameter where a parameter stands at its place in
 * another path, or where several ids do; a single one stays as it is.
 */
export function templatePaths(paths: readonly (readonly Segment[])[]): readonly Templated[] {
  const root = newNode()
  // a place is a parameter or not by all paths through it, so each depth is settled before the next
  const longest = Math.max(0, ...paths.map((path) => path.length))
  for (let depth = 0; depth < longest; depth++) {
    for (const path of paths) if (path.length > depth) note(nodeAt(root, path, depth), path, depth)
  }
  return paths.map((path) => templateOf(root, path))
}

function newNode(): Node {
  return { ids: new Set(), below: new Map() }
}

function note(node: Node, path: readonly Segment[], depth: number): void {
  const segment = path[depth] as Segment
  if (typeof segment !== 'string') node.parameter ??= segment.parameter
  else if (ID.test(segment)) node.ids.add(segment)
}

function nodeAt(root: Node, path: readonly Segment[], depth: number): Node {
  let node = root
  for (const segment of path.slice(0, depth)) node = step(node, segment)
  return node
}

function step(node: Node, segment: Segment): Node {
  const key = isParameter(node, segment) ? '{}' : `/${segment}`
  const next = node.below.get(key) ?? newNode()
  node.below.set(key, next)
  return next
}

function isParameter({ parameter, ids }: Node, segment: Segment): boolean {
  if (typeof segment !== 'string') return true
  return ID.test(segment) && (parameter !== undefined || ids.size > 1)
}

function templateOf(root: Node, path: readonly Segment[]): Templated {
  const values: [string, string | undefined][] = []
  const parts: string[] = []
  let node = root
  for (const [depth, segment] of path.entries()) {
    if (isParameter(node, segment)) {
      const name = freeName(
        node.parameter ?? nameFor(path, depth, values.length),
        values.map(([one]) => one),
      )
      values.push([name, typeof segment === 'string' ? segment : segment.value])
      parts.push(`{${name}}`)
    } else parts.push((segment as string).replace(/[/?#{}%]/g, encodeURIComponent))
    node = step(node, segment)
  }
  return { template: `/${parts.join('/')}`, values }
}

/** The first id of a path is `id`; others have the name of what they name. */
function nameFor(path: readonly Segment[], depth: number, before: number): string {
  const owner = path[depth - 1]
  if (before === 0 || typeof owner !== 'string') return 'id'
  const word = singular(owner).replace(
    /[^\w]+(\w)?/g,
    (_, letter: string | undefined) => letter?.toUpperCase() ?? '',
  )
  return `${word}Id`
}

function freeName(name: string, taken: readonly string[]): string {
  const plain = name.replace(/[^\p{L}\p{N}_.-]/gu, '_')
  let free = plain
  for (let at = 2; taken.includes(free); at++) free = `${plain}${at}`
  return free
}
