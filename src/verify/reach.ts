import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** Nobody listens there, or not as the address says. */
export class UnreachableBackEnd extends Error {
  override readonly name = 'UnreachableBackEnd'
}

/** Connects once before the first request: hundreds that are refused would say the same. Throws an UnreachableBackEnd. */
export async function reach(base: URL, timeout: number): Promise<void> {
  const host = base.hostname.replace(/^\[|\]$/g, '')
  const isSecure = base.protocol === 'https:'
  const port = base.port === '' ? (isSecure ? 443 : 80) : Number(base.port)
  const socket: Socket = isSecure
    ? connectTls({ host, port, ...(isName(host) && { servername: host }) })
    : connectTcp({ host, port })
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once(isSecure ? 'secureConnect' : 'connect', resolve)
      socket.once('error', reject)
      socket.setTimeout(timeout, () => reject(new Error(`no connection within ${timeout} ms`)))
    })
  } catch (error) {
    throw new UnreachableBackEnd(
      `${base.origin} cannot be reached: ${reasonOf(error as NodeJS.ErrnoException)}`,
    )
  } finally {
    socket.destroy()
  }
}

/** Addresses have no server name (RFC 6066, section 3). */
function isName(host: string): boolean {
  return !/^[\d.]+$|:/.test(host)
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return 'nobody listens there; start the back end, or correct the address'
  if (code === 'ENOTFOUND') return 'there is no such host'
  if (code?.startsWith('ERR_SSL') === true) return 'it does not speak TLS; is it http:// ?'
  if (/CERT|SELF_SIGNED|UNABLE_TO/.test(code ?? '')) {
    return `its certificate is not trusted (${code}); NODE_EXTRA_CA_CERTS names the file of your own authority`
  }
  return message === '' ? String(code) : message
}
