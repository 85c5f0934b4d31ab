import type { Document } from 'yaml'
import { pointerTokens } from '../core/document/pointer.ts'
import { locateInJson } from './locate-json.ts'
import { looksLikeJson, type SourceFile } from './read.ts'
import { yamlPackage } from './yaml/package.ts'
import { readPlainYaml } from './yaml/reader.ts'
import { wantedPlaces } from './yaml/wanted.ts'

/** Both count from 1. */
export interface TextPlace {
  readonly line: number
  readonly column: number
}

/**
 * The places of JSON Pointers in a YAML or JSON text; of the nearest parent where the value itself is not there.
 * The text is read again for it, once: positions are wanted only when something is wrong.
 */
export function locateAll(
  { file, text }: Pick<SourceFile, 'file' | 'text'>,
  pointers: readonly string[],
): ReadonlyMap<string, TextPlace> {
  const lines = text.replaceAll('\r\n', '\n')
  const offsets = looksLikeJson(file, lines) ? locateInJson(lines, pointers) : undefined
  return toPlaces(lines, offsets ?? locateInYaml(lines, pointers))
}

function toPlaces(text: string, offsets: ReadonlyMap<string, number>): ReadonlyMap<string, TextPlace> {
  const places = new Map<string, TextPlace>()
  const ordered = [...offsets].sort(([, a], [, b]) => a - b)
  let line = 1
  let start = 0
  for (const [pointer, offset] of ordered) {
    for (let end = text.indexOf('\n', start); end !== -1 && end < offset; end = text.indexOf('\n', start)) {
      line++
      start = end + 1
    }
    places.set(pointer, { line, column: offset - start + 1 })
  }
  return places
}

function locateInYaml(text: string, pointers: readonly string[]): ReadonlyMap<string, number> {
  const read = readPlainYaml(text, wantedPlaces(pointers))
  if (read !== undefined) return read.offsets
  const { LineCounter, parseDocument } = yamlPackage()
  const document = parseDocument(text, { lineCounter: new LineCounter(), merge: true, uniqueKeys: false })
  return new Map(pointers.map((pointer) => [pointer, offsetOf(document, pointerTokens(pointer))]))
}

function offsetOf(document: Document, tokens: readonly string[]): number {
  const { isPair } = yamlPackage()
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const token of tokens) {
    const child = childOf(document, node, token)
    if (child === undefined) break
    offset = startOf(isPair(child) ? child.key : child)
    node = isPair(child) ? child.value : child
  }
  return offset
}

function childOf(document: Document, node: unknown, token: string): unknown {
  const { isAlias, isMap, isScalar, isSeq } = yamlPackage()
  const target = isAlias(node) ? node.resolve(document) : node
  if (isMap(target)) return target.items.findLast(({ key }) => isScalar(key) && String(key.value) === token)
  return isSeq(target) ? target.items[Number(token)] : undefined
}

function startOf(node: unknown): number {
  return yamlPackage().isNode(node) ? (node.range?.[0] ?? 0) : 0
}
