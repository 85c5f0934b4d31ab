import type { DocumentSetting } from '../configuration/documents.ts'
import type { Fixtures, MockOptions } from '../index.ts'
import { nameDocuments, type ServedDocument } from '../node/documents/served.ts'
import type { Live } from '../node/live.ts'
import { loadWords } from '../node/locale.ts'
import { fixturesFor } from './own.ts'
import type { StartOptions } from './start.ts'

/** A document to be served, with all that it is compiled with. */
export interface PreparedDocument {
  readonly file: string
  readonly name: string
  readonly prefix: string
  readonly seed: string
  readonly fixtures: Fixtures | undefined
  readonly options: MockOptions
}

/** Brings what documents are compiled with: fixtures and words. Throws a LoadError where there are none. */
export async function prepareDocuments(
  documents: readonly DocumentSetting[],
  { seed: usual, dynamic, errorStatus, cors, locale }: PreparingOptions,
): Promise<readonly PreparedDocument[]> {
  const words = locale === undefined ? undefined : await loadWords(locale)
  const names = nameDocuments(documents)
  return Promise.all(
    documents.map(async (document, at) => {
      const seed = String(document.seed ?? usual)
      const fixtures = await fixturesFor(document)
      const options = {
        seed,
        dynamic,
        errorStatus,
        cors,
        ...(fixtures && { fixtures }),
        ...(words && { words }),
      }
      const { path: file, prefix = '' } = document
      return { file, name: names[at] as string, prefix, seed, fixtures, options }
    }),
  )
}

type PreparingOptions = Pick<StartOptions, 'seed' | 'dynamic' | 'errorStatus' | 'cors' | 'locale'>

/** A prepared document as it is served, once it is compiled. */
export function toServed({ name, prefix, seed, fixtures }: PreparedDocument, live: Live): ServedDocument {
  return { name, prefix, seed, fixtures, mock: live.mock, loaded: () => live.loaded }
}
