import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Request, Response } from 'express'
import { PACKAGE } from '../package.ts'
import { selectEncoding } from './encoding.ts'

/** Scalar's script, as the installation left it. */
export interface Bundle {
  /** SHA-256 of the script, in hexadecimal digits. */
  readonly sha256: string
  /** Its length before compression. */
  readonly bytes: number
}

const FOLDER = new URL('assets/docs/', PACKAGE)

const SUFFIXES = { br: 'br', gzip: 'gz' } as const

/** Read anew each time, since it may be brought while the mock runs. `undefined` where it is not there. */
export function readBundle(): Bundle | undefined {
  const manifest = new URL('bundle.json', FOLDER)
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : undefined
}

/** The name has the hash, so that what it names never changes. */
export function bundleName({ sha256 }: Bundle): string {
  return `scalar-${sha256.slice(0, 16)}.js`
}

/** Sends the script in the coding that the client likes best (RFC 9110, 12.5.3), of those that are kept. */
export function sendBundle(bundle: Bundle, request: Request, response: Response): void {
  const encoding = selectEncoding(['br', 'gzip'], request.headers['accept-encoding'])
  response.vary('Accept-Encoding')
  if (encoding === undefined) {
    response.status(406).type('text').send('There are br, gzip and identity.\n')
    return
  }
  response.set('Cache-Control', 'public, max-age=31536000, immutable').type('text/javascript')
  response.set('ETag', `"${bundle.sha256.slice(0, 16)}-${encoding}"`)
  if (request.fresh) response.status(304).end()
  else sendBytes(bundle, encoding, request, response)
}

function sendBytes(
  { bytes }: Bundle,
  encoding: 'br' | 'gzip' | 'identity',
  request: Request,
  response: Response,
): void {
  const isPlain = encoding === 'identity'
  const file = new URL(`bundle.js.${SUFFIXES[isPlain ? 'gzip' : encoding]}`, FOLDER)
  if (!isPlain) response.set('Content-Encoding', encoding)
  response.set('Content-Length', String(isPlain ? bytes : statSync(file).size))
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  // a client that leaves is nobody's fault
  pipeline([createReadStream(file), ...(isPlain ? [createGunzip()] : []), response], () => {})
}
