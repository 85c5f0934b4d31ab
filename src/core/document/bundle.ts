import { percentDecode } from '../utf8.ts'
import type { Fault } from './fault.ts'
import type { Kind } from './grammar.ts'
import { escapeToken, pointerTokens, toPointer, unescapeToken } from './pointer.ts'
import { reachable } from './reachable.ts'
import { isObject } from './references.ts'
import { resolveUri, splitFragment } from './uri.ts'
import { type JsonObject, type Place, walkDocument } from './walk.ts'

/** Where the other files of a document are kept, by their names. */
export const FILES_KEY = 'x-files'

/** Reads a file by its name: a path from the folder of the root document, or a URI. Throws where it cannot. */
export type ReadFile = (name: string) => unknown

export interface Bundled {
  /** The root document, in which every reference is local; the other files stand under `x-files`. */
  readonly document: unknown
  /** The references to files that could not be read, at their pointers in `document`. */
  readonly failed: readonly FailedReference[]
}

export interface FailedReference extends Fault {
  readonly error: unknown
}

/**
 * Brings a document of several files into one. Files are read when a reference first leads there, and what it
 * names is searched for further references, as what it is named as. A reference to another host is left as it
 * is. `root` is the name of the document's own file, by which others refer back to it.
 */
export function bundle(document: JsonObject, root: string, read: ReadFile): Bundled {
  const bundler = new Bundler(document, root, read)
  const walked = walkDocument(bundler.source, (object, kind, place) => bundler.visit(object, kind, place))
  if (!bundler.hasFiles) return { document, failed: bundler.failed }
  // the walk copies what it changes, so a file that was read after that is in the bundler's own list alone
  const files = { ...bundler.files, ...(walked.document[FILES_KEY] as JsonObject) }
  return { document: { ...walked.document, [FILES_KEY]: files }, failed: bundler.failed }
}

class Bundler {
  readonly source: JsonObject
  readonly failed: FailedReference[] = []
  readonly #root: string
  readonly #read: ReadFile
  /** All files that were read, as they were read. */
  readonly files: Record<string, unknown> = {}
  readonly #errors = new Map<string, unknown>()

  constructor(document: JsonObject, root: string, read: ReadFile) {
    this.source = { ...document, [FILES_KEY]: this.files }
    this.#root = root
    this.#read = read
  }

  get hasFiles(): boolean {
    return Object.keys(this.files).length > 0
  }

  visit(object: JsonObject, kind: Kind, place: Place): JsonObject {
    const referring = typeof object.$ref === 'string' ? this.#referring(object, object.$ref, place) : object
    return kind === 'schema' ? this.#mapping(referring, place) : referring
  }

  #referring(object: JsonObject, reference: string, place: Place): JsonObject {
    try {
      const $ref = this.#local(reference, this.#fileAt(place.pointer()))
      return $ref === reference ? object : { ...object, $ref }
    } catch (error) {
      const message = `$ref ${reference}: ${(error as Error).message}`
      this.failed.push({ pointer: `${place.pointer()}/$ref`, message, error })
      return object
    }
  }

  /** The values of a discriminator's mapping are references too, or plain names of schemas. */
  #mapping(schema: JsonObject, place: Place): JsonObject {
    const { discriminator } = schema
    if (!isObject(discriminator) || !isObject(discriminator.mapping)) return schema
    const file = this.#fileAt(place.pointer())
    const mapping = Object.entries(discriminator.mapping).map(([value, target]) => {
      const isReference = typeof target === 'string' && /#|\/|\.(?:ya?ml|json)$/i.test(target)
      return [value, isReference ? this.#mapped(target, file) : target]
    })
    return { ...schema, discriminator: { ...discriminator, mapping: Object.fromEntries(mapping) } }
  }

  /** A mapping is a hint: one that leads nowhere is left as it is. */
  #mapped(target: string, file: string): string {
    try {
      return this.#local(target, file)
    } catch {
      return target
    }
  }

  /** The name of the file from which something came. */
  #fileAt(pointer: string): string {
    const [first, name] = pointer.startsWith(`/${FILES_KEY}/`) ? pointerTokens(pointer) : []
    return first === FILES_KEY && name !== undefined ? name : this.#root
  }

  /** A reference as written in `file`, as one within the bundle. Throws where its file cannot be read. */
  #local(reference: string, file: string): string {
    const [target, fragment] = splitFragment(reference)
    const resolved = target === '' ? file : (percentDecode(resolveUri(target, file)) ?? target)
    if (resolved === this.#root) return `#${this.#fragment(fragment, this.source)}`
    if (/^(?:https?:)?\/\//i.test(resolved)) return reference
    if (!Object.hasOwn(this.files, resolved)) this.#load(resolved)
    const start = `#/${FILES_KEY}/${encodeURIComponent(escapeToken(resolved))}`
    return start + this.#fragment(fragment, this.files[resolved])
  }

  /** A fragment as a JSON Pointer; the name of an `$anchor` is looked up in its file. */
  #fragment(fragment: string, content: unknown): string {
    if (fragment === '' || fragment.startsWith('/')) return fragment
    return findAnchor(content, fragment) ?? `/${fragment}`
  }

  #load(name: string): void {
    if (this.#errors.has(name)) throw this.#errors.get(name)
    try {
      this.files[name] = this.#read(name)
    } catch (error) {
      this.#errors.set(name, error)
      throw error
    }
  }
}

function findAnchor(value: unknown, name: string): string | undefined {
  const pointers = new Map<unknown, string>([[value, '']])
  const found = reachable([value], (one) => {
    if (typeof one !== 'object' || one === null) return []
    const below = Object.entries(one)
    for (const [key, part] of below) {
      if (!pointers.has(part)) pointers.set(part, toPointer(pointers.get(one) as string, key))
    }
    return below.map(([, part]) => part as unknown)
  }).find((one) => isObject(one) && (one.$anchor === name || one.$dynamicAnchor === name))
  return found === undefined ? undefined : pointers.get(found)
}

/** A message about a reference within the bundle, with the reference as it would be written in the root document. */
export function asWritten(message: string): string {
  return message.replaceAll(/#\/x-files\/([^\s/]+)/g, (_, name: string) => {
    return `${unescapeToken(percentDecode(name) ?? name)}#`
  })
}
