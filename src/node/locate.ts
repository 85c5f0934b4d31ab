import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
} from 'yaml'
import { pointerTokens } from '../core/document/pointer.ts'

/**
 * The place of a JSON Pointer in a YAML or JSON text, as `:line:column`; of the nearest parent where the value
 * itself is not there. The text is read again for it: positions are wanted only when something is wrong.
 */
export function locate(text: string, pointer: string): string {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const token of pointerTokens(pointer)) {
    const child = childOf(document, node, token)
    if (child === undefined) break
    offset = startOf(isPair(child) ? child.key : child)
    node = isPair(child) ? child.value : child
  }
  const { line, col } = lines.linePos(offset)
  return `:${line}:${col}`
}

function childOf(document: Document, node: unknown, token: string): Pair | unknown {
  const target = isAlias(node) ? node.resolve(document) : node
  if (isMap(target)) return target.items.find(({ key }) => isScalar(key) && String(key.value) === token)
  return isSeq(target) ? target.items[Number(token)] : undefined
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0
}
