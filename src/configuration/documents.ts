import { existsSync } from 'node:fs'
import { nearest } from '../core/nearest.ts'
import type { Fixtures } from '../index.ts'
import { type Kind, Misfit, TEXT } from './kind.ts'

/** One of the documents that are served. */
export interface DocumentSetting {
  /** The file, from where the configuration is. */
  readonly path: string
  /** What stands before all of its paths, such as `/crm`. */
  readonly prefix?: string
  /** The document's own data, or the module that exports it as `fixtures`. */
  readonly fixtures?: string | Fixtures
  /** Another seed than that of all. */
  readonly seed?: string | number
}

/** `a.yaml,b.yaml@/crm`, or a list of such texts and of objects. */
export const DOCUMENTS: Kind<readonly DocumentSetting[], string | readonly (string | DocumentSetting)[]> = {
  read(value) {
    if (typeof value === 'string') return value.split(',').map((text) => readDocumentOperand(text.trim()))
    if (!Array.isArray(value)) throw new Misfit('It takes a list of documents.')
    return value.map((one: unknown, at) => readOne(one, `/${at}`))
  },
}

/** Reads `path@/prefix`, or a path alone: a file that is called so is one. Throws a Misfit. */
export function readDocumentOperand(text: string): DocumentSetting {
  if (text === '') throw new Misfit('The path of a document is empty.')
  const at = existsSync(text) ? -1 : text.lastIndexOf('@/')
  if (at <= 0) return { path: text }
  return { path: text.slice(0, at), prefix: readPrefix(text.slice(at + 1)) }
}

const READERS: Readonly<Record<keyof DocumentSetting, (value: unknown) => unknown>> = {
  path: readPath,
  prefix: readPrefix,
  fixtures: readFixtures,
  seed: TEXT.read,
}

function readOne(value: unknown, pointer: string): DocumentSetting {
  if (typeof value === 'string') return within(pointer, () => readDocumentOperand(value))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Misfit('A document is a path, or an object with a path.', pointer)
  }
  if (!('path' in value)) throw new Misfit('A document has a path.', pointer)
  const entries = Object.entries(value).map(([key, given]) => {
    const place = `${pointer}/${key}`
    if (!Object.hasOwn(READERS, key)) throw new Misfit(unknownKey(key, Object.keys(READERS)), place)
    return [key, within(place, () => READERS[key as keyof DocumentSetting](given))] as const
  })
  return Object.fromEntries(entries) as unknown as DocumentSetting
}

/** What is said of a key that nothing has. */
export function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known)
  return `There is no ${key}${near === undefined ? `; there are ${known.join(', ')}.` : `; ${near} is near.`}`
}

/** Tells a misfit of a part by its place in the whole. */
function within<T>(pointer: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Misfit) throw new Misfit(error.message, pointer + error.pointer)
    throw error
  }
}

function readPath(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw new Misfit('It takes the path of a file.')
}

/** Without a slash at its end; what has the mock's own pages under it is none. */
function readPrefix(value: unknown): string {
  const isPath = typeof value === 'string' && /^(?:\/[\w.~!$&'()*+,;=:@%-]+)+\/?$/.test(value)
  if (!isPath) throw new Misfit('A prefix is a path such as /crm.')
  const prefix = value.replace(/\/$/, '')
  if (/^\/__mock(?:\/|$)/.test(prefix)) throw new Misfit('The pages are under /__mock; take another prefix.')
  return prefix
}

function readFixtures(value: unknown): string | Fixtures {
  if (typeof value === 'string' && value !== '') return value
  if (typeof value === 'object' && value !== null && 'operations' in value) return value as Fixtures
  throw new Misfit('It takes the path of a module, or fixtures with their operations.')
}
