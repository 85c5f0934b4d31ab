import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { compileHostCheck, type HostOptions, hostnameOf } from './hosts.ts'

/** All that a page loads comes from here, and nothing that a string from a request holds is ever run. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Refuses hosts that the pages do not answer to, and gives what they send its bounds. */
export function createGuard(options: HostOptions): RequestHandler {
  const isKnown = compileHostCheck(options)
  return (request, response, next) => {
    const { host } = request.headers
    response.set({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Resource-Policy': 'same-origin',
    })
    if (isKnown(host)) return next()
    response.status(403).type('text/plain').send(refusal(host))
  }
}

export function setPolicy(_: Request, response: Response, next: NextFunction): void {
  response.set({ 'Content-Security-Policy': CONTENT_SECURITY_POLICY, 'Cache-Control': 'no-cache' })
  next()
}

function refusal(host: string | undefined): string {
  const name = host === undefined ? undefined : hostnameOf(host)
  const [option, or] =
    name === undefined
      ? ['', '']
      : [`，或在启动时加上 --allow-host ${name}`, `, or start with --allow-host ${name}`]
  return [
    `此页面不回应主机名 ${host ?? '（无）'}，以防 DNS 重绑定。请用 localhost 打开${option}。接口本身不受影响。`,
    `These pages do not answer to the host ${host ?? '(none)'}, against DNS rebinding. Open them by localhost${or}. The API itself answers to every host.`,
    '',
  ].join('\n')
}

/** Refuses what pages of other origins ask: they could not read it, but they could change it or keep it open. */
export function refuseForeign(request: Request, response: Response, next: NextFunction): void {
  if (isForeign(request)) response.status(403).type('text/plain').send(FOREIGN)
  else next()
}

const FOREIGN = 'Only pages of this origin may ask this, and programs that are no browsers.\n'

/** Fetch Metadata where the browser sends it (W3C, 2.4), else the origin that it says. A link that is followed may come from anywhere. */
function isForeign({ headers, method }: Request): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) {
    const isLink = method === 'GET' && headers['sec-fetch-mode'] === 'navigate'
    return site !== 'same-origin' && site !== 'none' && !isLink
  }
  const { origin, host } = headers
  if (origin === undefined) return false
  return !URL.canParse(origin) || new URL(origin).host !== host
}
