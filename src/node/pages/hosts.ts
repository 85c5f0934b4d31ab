import { isLoopback } from '../loopback.ts'

export interface HostOptions {
  /** The address or name that the server was told to listen on. */
  readonly bound: string
  /** Further names that its pages answer to; `.example.com` is all names below example.com. */
  readonly allowed: readonly string[]
}

/**
 * Compiles whether the pages answer to a `Host` header. A page of another site can make its own name resolve to this
 * machine and then read what is here as its own (DNS rebinding), but it cannot change the name it asks by.
 */
export function compileHostCheck({ bound, allowed }: HostOptions): (header: string | undefined) => boolean {
  const own = hostnameOf(bound.includes(':') ? `[${bound}]` : bound)
  const isEveryAddress = bound === '0.0.0.0' || bound === '::' || bound === ''
  const isAllowed = allowed.map((name) => compileName(name.toLowerCase()))
  return (header) => {
    const name = header === undefined ? undefined : hostnameOf(header)
    if (name === undefined) return false
    if (isLoopback(name) || name === own) return true
    // nobody but the owner of this network decides what an address leads to
    return (isEveryAddress && isAddress(name)) || isAllowed.some((matches) => matches(name))
  }
}

function compileName(allowed: string): (name: string) => boolean {
  return allowed.startsWith('.') ? (name) => name.endsWith(allowed) : (name) => name === allowed
}

/** The name in a `Host` header (RFC 9110, 7.2), in lower case; `undefined` where it is none. */
export function hostnameOf(header: string): string | undefined {
  if (header === '' || /[/?#@\\\s]/.test(header)) return undefined
  const url = `http://${header}`
  return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') : undefined
}

function isAddress(name: string): boolean {
  return name.startsWith('[') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(name)
}
