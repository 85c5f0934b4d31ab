import { styleText } from 'node:util'
import type { ViteDevServer } from 'vite'

/** Adds the control page to the addresses that Vite prints when it has started. */
export function announce(server: ViteDevServer): void {
  const printUrls = server.printUrls.bind(server)
  server.printUrls = () => {
    printUrls()
    const { local = [], network = [] } = server.resolvedUrls ?? {}
    const [url] = [...local, ...network]
    if (url === undefined) return // in middleware mode it is another server that listens
    const link = styleText('cyan', new URL('/__mock', url).href)
    server.config.logger.info(`  ${styleText('green', '➜')}  ${styleText('bold', 'Mock')}:    ${link}`)
  }
}
