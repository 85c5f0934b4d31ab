import type { Express } from 'express'
import { type ExpressHandler, type ExpressOptions, toExpress } from '../express.ts'
import type { Mock } from '../index.ts'
import { withDocument } from './document-answer.ts'
import { createJournal } from './journal.ts'
import type { LoadedDocument } from './load.ts'
import { createCounts } from './metrics/counts.ts'
import { withPrefix } from './prefix.ts'
import { createApp, isOurs, type PagesWishes, recording } from './serve.ts'

export interface MountedOptions extends ExpressOptions {
  /** Where the API is, without a slash at its end; empty for the root. */
  readonly prefix: string
  /** The address that the server listens on. */
  readonly host: string
  readonly signal: AbortSignal
  /** The pages under `/__mock`; absent: there are none. */
  readonly pages?: PagesWishes
}

/**
 * A mock within a server that is somebody else's: the API, the document, and the pages under `/__mock`. All else,
 * `/` and `/docs` included, is left to that server.
 */
export function createMounted(
  mock: Mock,
  loaded: () => LoadedDocument,
  options: MountedOptions,
): ExpressHandler {
  const { prefix, pages } = options
  const own = prefix === '' ? mock : withPrefix(mock, prefix)
  const handle = withDocument((request) => own.handle(request), loaded)
  if (pages === undefined) return toExpress({ handle }, options)
  const journal = createJournal()
  const counts = createCounts()
  const onAnswer = recording(counts, journal, options.onAnswer)
  const answer = toExpress({ handle }, { ...options, onAnswer })
  let app: Promise<Express> | undefined
  return (request, response, next) => {
    if (!isOurs(request.url as string)) return answer(request, response, next)
    app ??= createApp(own, loaded, { ...options, pages, counts }, journal)
    app.then((ready) => ready(request, response), next)
  }
}
