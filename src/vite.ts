import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin, ViteDevServer } from 'vite'
import type { ExpressOptions } from './express.ts'
import type { MockOptions } from './index.ts'
import { compileLoaded, type Live, reloading, unchanging } from './node/live.ts'
import { loadDocument } from './node/load.ts'
import { createMounted } from './node/mounted.ts'
import { announce } from './vite/announce.ts'
import { createOwnPaths, type OwnPaths } from './vite/own-paths.ts'

export interface ViteOptions extends MockOptions, Pick<ExpressOptions, 'delay' | 'interval' | 'onAnswer'> {
  /** An OpenAPI document: a path relative to the root of Vite, or a URL of a file. */
  readonly document: string | URL
  /** Where the API is in the dev server, such as `/api`. Default: the root. */
  readonly prefix?: string
  /** Paths that are the app's, whatever the document has: `/admin` is that and all below it. */
  readonly passthrough?: OwnPaths
  /** The pages under `/__mock`. Default true. */
  readonly pages?: boolean
}

/**
 * Answers a document's paths in Vite's dev server; `vite build` and `vite preview` have nothing of it. What is Vite's or
 * the app's – modules, files of the root and of `public`, all that the document has no path for – is left to Vite. An edit
 * of the document is served at once and reloads the page; a broken one is said in the terminal, and the last good
 * document goes on. Throws a LoadError where the dev server starts with a document that cannot be served.
 */
export function mock(options: ViteOptions): Plugin {
  let close: () => Promise<unknown> = async () => undefined
  return {
    name: 'miaosuan-mock',
    apply: (_, { command, isPreview }) => command === 'serve' && isPreview !== true,
    configureServer(server) {
      const live = start(options, server)
      const closing = new AbortController()
      close = () => {
        closing.abort() // who is never answered would be waited for without end
        return live.close()
      }
      const prefix = `/${options.prefix ?? ''}`.replace(/\/{2,}/g, '/').replace(/\/$/, '')
      const mounted = createMounted(live.mock, () => live.loaded, {
        ...options,
        prefix,
        host: hostOf(server),
        signal: closing.signal,
        pages: options.pages === false ? undefined : pagesOf(options, server),
      })
      const isOwn = createOwnPaths(server.config, options.passthrough ?? [])
      server.middlewares.use(function miaosuanMock(request, response, next) {
        if (isOwn(request)) next()
        else mounted(request, response, next)
      })
      if (options.pages !== false) announce(server)
    },
    closeBundle: () => close().then(() => undefined),
  }
}

function start({ document, ...options }: ViteOptions, server: ViteDevServer): Live {
  const { root, logger } = server.config
  const isUrl = document instanceof URL || document.startsWith('file:')
  const file = isUrl ? fileURLToPath(document) : resolve(root, document)
  // the dev server has its own cross-origin rules
  const compile = () => compileLoaded(loadDocument(file), { cors: false, ...options })
  if (server.config.server.watch === null) return unchanging(compile)
  return reloading(compile, (line) => {
    const isGood = line.startsWith('reloaded')
    logger[isGood ? 'info' : 'error'](`miaosuan-mock: ${line}`, { timestamp: true })
    if (isGood) server.ws.send({ type: 'full-reload' })
  })
}

/** As `server.host` has it: `true` is every address. */
function hostOf({ config }: ViteDevServer): string {
  const { host } = config.server
  if (host === true) return '0.0.0.0'
  return typeof host === 'string' ? host : 'localhost'
}

/** The pages answer to the names that the dev server answers to. */
function pagesOf({ seed = 1, fixtures }: ViteOptions, { config }: ViteDevServer) {
  const { allowedHosts } = config.server
  const allowed = Array.isArray(allowedHosts) ? allowedHosts : []
  return { seed: String(seed), allowed, showcase: fixtures?.showcase ?? [] }
}
