import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished, test, vi } from 'vitest'

/** A page of a real browser that reaches this machine and nothing else. */
export interface Visit {
  readonly page: Page
  /** The URLs that were asked of any other machine; each was refused. */
  readonly outside: readonly string[]
  /** What the browser complained of: errors on the console or in scripts, violations of the content security policy. */
  readonly complaints: readonly string[]
}

const CHROMIUM = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
)

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

const LOOPBACK = /^(?:https?|wss?):\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?:[:/]|$)/

/** How long a test in a browser, and each step of it, may take, in milliseconds: machines for tests are slow. */
const PATIENCE = { testTimeout: 180_000, hookTimeout: 60_000 }
const STEP = 60_000

let browser: Browser | undefined

vi.setConfig(PATIENCE)

beforeAll(async () => {
  if (CHROMIUM === undefined) {
    const reason = 'there is no Chromium; install Debian’s, or name one in CHROME_PATH'
    if (process.env.REQUIRE_BROWSER) throw new Error(reason)
    console.warn(`tests in a browser are skipped: ${reason}`)
    return
  }
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS })
})

afterAll(() => browser?.close())

/** A test in a real browser, skipped where there is none. With `REQUIRE_BROWSER` in the environment it fails there. */
export const testInBrowser: typeof test.skip = test.skipIf(CHROMIUM === undefined)

/** Opens a URL in a context of its own, so with no cookies of others, until the test is over. */
export async function visit(url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await (browser as Browser).newContext(options)
  onTestFinished(() => context.close())
  const outside: string[] = []
  const complaints: string[] = []
  await context.route(
    ({ href }) => !LOOPBACK.test(href),
    (route) => {
      outside.push(route.request().url())
      return route.abort()
    },
  )
  await context.routeWebSocket(
    ({ href }) => !LOOPBACK.test(href),
    (socket) => {
      outside.push(socket.url())
      return socket.close()
    },
  )
  await context.exposeBinding('complain', (_, text: string) => complaints.push(text))
  await context.addInitScript(`addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    complain(effectiveDirective + ' forbids ' + blockedURI))`)
  const page = await context.newPage()
  page.setDefaultTimeout(STEP)
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(url)
  return { page, outside, complaints }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What axe finds wrong for those who cannot see the page or use a mouse, as far as it is serious or critical; of the
 * whole page or of what a selector names.
 */
export async function seriousFaults(page: Page, within = 'html'): Promise<readonly string[]> {
  await page.evaluate(AXE)
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify(within)}, { resultTypes: ['violations'] })`,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 300)}`))
}
