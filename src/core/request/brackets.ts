import type { DecodeText, RawTexts } from './query.ts'
import type { Shape } from './shape.ts'
import { MALFORMED, type Taken } from './taken.ts'

/** The texts below a name, by the tokens in its brackets: `filter[tags][0]`. */
interface Node {
  readonly texts: string[]
  readonly below: Map<string, Node>
  /** An empty bracket was written here: these are items. */
  isList: boolean
}

/** Beyond this depth, brackets are part of the name: no client means them, and nothing may overflow. */
const DEEPEST = 32

/**
 * Takes a value that is spread over bracketed names, as deepObject does (OpenAPI 3.1.1, 4.8.12.3). What the
 * standard leaves open is read as clients write it: nested objects, `tags[]`, `tags[0]`, a repeated `tags`.
 * `undefined` where no such name was sent.
 */
export function takeBrackets(
  texts: RawTexts,
  root: string,
  shape: Shape,
  decode: DecodeText,
): Taken | undefined {
  const top = createNode()
  const received: Record<string, unknown> = Object.create(null)
  for (const [name, raws] of texts) {
    const tokens = bracketTokens(name, root)
    if (tokens === undefined) continue
    const decoded = raws.map(decode)
    if (decoded.includes(undefined)) return MALFORMED
    insert(top, tokens, decoded as string[])
    received[name] = decoded.length === 1 ? decoded[0] : decoded
  }
  if (Object.keys(received).length === 0) return undefined
  return { ok: true, received, value: read(top, shape) }
}

/** The tokens of a bracketed name: `a[b][]` has `b` and the empty one. `undefined` for any other name. */
export function bracketTokens(name: string, root: string): readonly string[] | undefined {
  if (name.length < root.length + 2 || !name.startsWith(root) || name[root.length] !== '[') return undefined
  const brackets = name.slice(root.length)
  if (!/^(?:\[[^[\]]*\])+$/.test(brackets)) return undefined
  const tokens = brackets.slice(1, -1).split('][')
  return tokens.length <= DEEPEST ? tokens : undefined
}

function createNode(): Node {
  return { texts: [], below: new Map(), isList: false }
}

function insert(node: Node, tokens: readonly string[], texts: readonly string[]): void {
  const [token, ...rest] = tokens
  if (token === undefined) {
    node.texts.push(...texts)
    return
  }
  if (token !== '') {
    insert(child(node, token), rest, texts)
    return
  }
  node.isList = true
  if (rest.length === 0) node.texts.push(...texts)
  // `items[][name]=a&items[][name]=b`: the first of each name belongs to the first item, and so on
  else for (const [index, text] of texts.entries()) insert(child(node, String(index)), rest, [text])
}

function child(node: Node, token: string): Node {
  const known = node.below.get(token) ?? createNode()
  node.below.set(token, known)
  return known
}

function read(node: Node, shape: Shape): unknown {
  if (node.below.size === 0) return readLeaf(node, shape)
  const indexed = isIndexed(node, shape)
  if (!indexed) {
    return Object.fromEntries(
      [...node.below].map(([name, below]) => [name, read(below, shape.property(name))]),
    )
  }
  return [...node.below]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, below], index) => read(below, shape.item(index)))
}

function readLeaf({ texts, isList }: Node, shape: Shape): unknown {
  const [first] = texts
  const single = texts.length === 1 && !isList && (shape.isScalar || !shape.isList)
  if (single) return shape.readText(first as string)
  return texts.map((text, index) => shape.item(index).readText(text))
}

function isIndexed(node: Node, shape: Shape): boolean {
  if (![...node.below.keys()].every((token) => /^\d+$/.test(token))) return false
  return shape.isList || (node.isList && !shape.isObject)
}
