import type { DeclaredOperation } from '../../document/operations.ts'
import { plain, singular } from './names.ts'

/** What an operation speaks of: a record by its identity, or the collection that holds it. */
export interface Resource {
  /** One name for all operations on the same kind of record. */
  readonly collection: string
  /** The parameters that name one record, in order; none of a collection. */
  readonly identity: readonly string[]
  readonly identityIn: 'path' | 'query'
}

/** Words of a path that say what is done, not of what. */
const VERBS = new Set('detail details get info show view read list page query search all find'.split(' '))

/**
 * Reads an operation's resource from its path: `/pets/{petId}` names a pet, `/pets` is the collection of pets, and
 * so are `/pet/detail?pet_id=` and `/pet/list`, which APIs without path parameters write.
 */
export function resourceOf({ template, parameters }: DeclaredOperation): Resource {
  const segments =
    template
      .split('?')[0]
      ?.split('/')
      .filter((segment) => segment !== '') ?? []
  const literals = segments.filter((segment) => !segment.includes('{') && !VERBS.has(plain(segment)))
  const collection = plain(singular(literals.at(-1) ?? ''))
  const last = segments.at(-1) ?? ''
  const inPath = [...template.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] as string)
  if (last.includes('{')) return { collection, identity: inPath, identityIn: 'path' }
  const inQuery = parameters.filter(
    (parameter) =>
      parameter.in === 'query' && parameter.required === true && namesRecord(parameter.name, collection),
  )
  if (inPath.length === 0 && inQuery.length === 1) {
    return { collection, identity: inQuery.map(({ name }) => name), identityIn: 'query' }
  }
  return { collection, identity: [], identityIn: 'path' }
}

function namesRecord(name: string, collection: string): boolean {
  const text = plain(name)
  return /^(id|uuid|key|code|no)$/.test(text) || (collection !== '' && text === `${collection}id`)
}
