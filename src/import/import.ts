import { stringify } from 'yaml'
import { isObject } from '../core/document/references.ts'
import { LoadError } from '../node/load.ts'
import { toDocument } from './document.ts'
import type { NotedApi } from './exchange.ts'
import { readHar } from './har.ts'
import type { HarJson } from './har-json.ts'
import { readPostman } from './postman.ts'
import type { CollectionJson } from './postman-json.ts'
import { selectHost } from './select.ts'

export interface Imported {
  readonly yaml: string
  /** What was left out, a sentence each. */
  readonly notes: readonly string[]
}

/** Makes a starting document of a Postman Collection or an HTTP Archive. Throws a LoadError where it is none, or has no API in it. */
export function importDocument(value: unknown, file: string, host: string | undefined): Imported {
  const api = readWhole(withoutNulls(value), file)
  const selected = selectHost(api.exchanges, host)
  if (selected === undefined) {
    const hosts = selectHost(api.exchanges, undefined)?.hosts ?? []
    const what =
      hosts.length === 0
        ? 'it has no request to an API'
        : `it has nothing of ${host}; there are ${hosts.map(shownHost).join(', ')}`
    throw new LoadError(`${file}: ${what}`)
  }
  const others = host === undefined ? selected.hosts.slice(1) : []
  const notes =
    others.length === 0 ? [] : [`left out: ${others.map(shownHost).join(', ')}; --host takes one of them`]
  return {
    yaml: stringify(toDocument(api, selected), {
      lineWidth: 110,
      compat: 'yaml-1.1',
      aliasDuplicateObjects: false,
    }),
    notes,
  }
}

function shownHost(host: string): string {
  return host === '' ? 'requests without a host' : host
}

/** Files are written by many tools; a part that is of another kind than the format has it is said, and no crash. */
function readWhole(value: unknown, file: string): NotedApi {
  try {
    return readAny(value, file)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new LoadError(`${file}: something in it is not as the format has it: ${error.message}`)
  }
}

/** Tools write null for what is not there. Bodies are texts in both formats, so none of theirs is meant. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((one) => one !== null).map(withoutNulls)
  if (!isObject(value)) return value
  const given = Object.entries(value).filter(([, one]) => one !== null)
  return Object.fromEntries(given.map(([name, one]) => [name, withoutNulls(one)]))
}

function readAny(value: unknown, file: string): NotedApi {
  if (isObject(value) && isObject(value.log) && Array.isArray(value.log.entries))
    return readHar(value as unknown as HarJson)
  // the API of Postman gives collections in an envelope
  const collection = isObject(value) && isObject(value.collection) ? value.collection : value
  if (isObject(collection) && Array.isArray(collection.item)) return readPostman(collection as CollectionJson)
  const old = isObject(collection) && Array.isArray(collection.requests)
  throw new LoadError(
    old
      ? `${file}: this is a collection of Postman 1.0; export it as v2.1`
      : `${file}: this is no Postman Collection (item: […]) and no HTTP Archive (log: { entries: […] })`,
  )
}
