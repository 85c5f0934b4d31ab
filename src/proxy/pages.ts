import type { RequestListener } from 'node:http'
import type { Express } from 'express'
import type { Mock } from '../index.ts'
import { createJournal, type Journal } from '../node/journal.ts'
import type { LoadedDocument } from '../node/load.ts'
import type { PagesOptions } from '../node/pages/pages.ts'
import type { ProxiedExchange } from './exchange.ts'
import type { Mask } from './mask.ts'
import { createProxyJournal } from './proxy-journal.ts'

export interface ProxyPagesOptions extends Pick<PagesOptions, 'seed' | 'showcase' | 'allowed' | 'bound'> {
  readonly loaded: LoadedDocument
  /** What the pages show of the document; it is compiled when one of them is opened. */
  readonly mock: () => Mock
  readonly mask: Mask
}

/** The pages under `/__mock` of a proxy: what passes by, as it passes. */
export interface ProxyPages {
  record(exchange: ProxiedExchange): void
  /** Whether a request is for them, whatever the back end has there. */
  isTheirs(target: string): boolean
  /** Answers them until the signal ends them. */
  listener(signal: AbortSignal): RequestListener
}

export function createProxyPages(options: ProxyPagesOptions): ProxyPages {
  const journal = createProxyJournal(createJournal(), options.mask)
  return {
    record(exchange) {
      if (!exchange.isAbandoned) journal.record(exchange)
    },
    isTheirs: (target) => /^\/__mock(?:[/?#]|$)/.test(target),
    listener(signal) {
      let app: Promise<Express> | undefined
      return (request, response) => {
        app ??= createApp(options, journal.masked, signal)
        app.then(
          (answer) => answer(request, response),
          (error) => response.destroy(error),
        )
      }
    },
  }
}

async function createApp(
  { loaded, mock: compile, ...options }: ProxyPagesOptions,
  journal: Journal,
  signal: AbortSignal,
): Promise<Express> {
  const [{ default: express }, { createPages }, { createDocs }] = await Promise.all([
    import('express'),
    import('../node/pages/pages.ts'),
    import('../node/docs.ts'),
  ])
  const mock = compile()
  const docs = createDocs({ loaded: () => loaded, operations: () => mock.operations })
  return express()
    .disable('x-powered-by')
    .disable('etag')
    .use(createPages({ ...options, mock, loaded: () => loaded, journal, signal, docs }))
}
