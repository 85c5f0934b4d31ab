import type { Request } from 'express'

/** The origin by which a client asks, for commands that it can paste. */
export function originOf(request: Request): string {
  const [scheme = request.protocol] = String(request.headers['x-forwarded-proto'] ?? request.protocol).split(
    ',',
  )
  return `${scheme === 'https' ? 'https' : 'http'}://${request.headers.host}`
}
