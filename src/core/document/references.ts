import { nearest } from '../nearest.ts'
import { percentDecode } from '../utf8.ts'
import type { ReferenceOr } from './openapi.ts'
import { unescapeToken } from './pointer.ts'

/** Finds what a `$ref` names. Every reference of a compiled document is local to it: `#/components/…`. */
export interface References {
  /** The value at a reference, through any number of further references. Throws where there is none. */
  resolve<T>(value: ReferenceOr<T>): T
  /** The value at a reference itself, which may be a reference with siblings again. */
  at(reference: string): unknown
}

export function createReferences(document: unknown): References {
  const found = new Map<string, unknown>()
  const at = (reference: string) => {
    if (found.has(reference)) return found.get(reference)
    const value = lookUp(document, reference)
    found.set(reference, value)
    return value
  }
  const resolve = <T>(value: ReferenceOr<T>): T => {
    let current: unknown = value
    const seen = new Set<unknown>()
    while (isReference(current)) {
      if (seen.has(current)) throw new Error(`${current.$ref} leads back to itself`)
      seen.add(current)
      current = at(current.$ref)
    }
    return current as T
  }
  return { resolve, at }
}

export function isReference(value: unknown): value is { readonly $ref: string } {
  return isObject(value) && typeof value.$ref === 'string'
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The keys that lead from a document to what a local reference names; `undefined` where there is nothing. */
export function referenceTokens(document: unknown, reference: string): readonly string[] | undefined {
  const found = follow(document, reference)
  return found.missing === undefined && isLocal(reference) ? found.tokens : undefined
}

/** A reference by JSON Pointer within its own document (RFC 6901, section 6). */
export function isLocal(reference: string): boolean {
  return reference === '#' || reference.startsWith('#/')
}

interface Followed {
  readonly tokens: readonly string[]
  readonly value: unknown
  /** The first key that is not there. */
  readonly missing?: string
  /** The reference that leads around it, where a `$ref` stands on the way. */
  readonly instead?: string
}

/** A pointer may lead through what a `$ref` on its way names, as bundlers of documents write them. */
function follow(document: unknown, reference: string): Followed {
  let followed = followPath(document, reference)
  for (let hops = 0; followed.instead !== undefined && hops < MOST_HOPS; hops++) {
    followed = followPath(document, followed.instead)
  }
  return followed
}

/** A reference that goes on from what it leads through is longer each time, and has no end. */
const MOST_HOPS = 2_000

function followPath(document: unknown, reference: string): Followed {
  const tokens: string[] = []
  let value = document
  const path = reference.split('/').slice(1)
  for (const [index, written] of path.entries()) {
    const token = keyOf(value, written)
    if (token === undefined) {
      const through = isReference(value) && isLocal(value.$ref) ? value.$ref : undefined
      const instead = through && [through, ...path.slice(index)].join('/')
      return { tokens, value, missing: decode(written), ...(instead && { instead }) }
    }
    tokens.push(token)
    value = (value as Record<string, unknown>)[token]
  }
  return { tokens, value }
}

/** The key that a token of a reference means: percent-encoded as it should be, or as it is written. */
function keyOf(value: unknown, written: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const decoded = decode(written)
  if (Object.hasOwn(value, decoded)) return decoded
  const raw = unescapeToken(written)
  return Object.hasOwn(value, raw) ? raw : undefined
}

function decode(written: string): string {
  return unescapeToken(percentDecode(written) ?? written)
}

function lookUp(document: unknown, reference: string): unknown {
  if (!isLocal(reference)) throw new Error(`${reference} ${whyNotLocal(reference)}`)
  const { tokens, value, missing } = follow(document, reference)
  if (missing === undefined) return value
  const meant = isObject(value) ? nearest(missing, Object.keys(value)) : undefined
  const hint = meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`
  const within = tokens.length === 0 ? 'the document' : JSON.stringify(tokens.at(-1))
  throw new Error(`${reference} names nothing: ${within} has no ${JSON.stringify(missing)}${hint}`)
}

function whyNotLocal(reference: string): string {
  if (/^(?:https?:)?\/\//i.test(reference))
    return 'is on another host, which is never asked; save it beside the document and refer to the file'
  if (reference.startsWith('#'))
    return 'names nothing: there is no such $anchor, and a JSON Pointer starts with #/'
  return 'names another file, which was not loaded with the document'
}
