import { headerPairs } from '../core/headers.ts'
import type { Callback, CallbackRequest } from '../index.ts'
import { isLoopback } from './loopback.ts'

export interface CallbackOptions {
  /** Hosts beyond this machine that may be called: `example.com`, or `example.com:8443` for one port of it. */
  readonly hosts: readonly string[]
  /** Called with what became of each callback. */
  readonly onCallback: (outcome: CallbackOutcome) => void
}

/** What became of a callback: the status it was answered with, or why it was not sent or not answered. */
export interface CallbackOutcome {
  readonly name: string
  readonly method?: string
  readonly url?: string
  readonly status?: number
  readonly fault?: string
}

/** How long an answer to a callback is waited for, in milliseconds. */
const PATIENCE = 10_000

/**
 * Sends callbacks, each on its own. Addresses come from requests, so without being asked to nothing is sent beyond
 * this machine. Resolves when all are done and never rejects: what fails is told to `onCallback`.
 */
export async function sendCallbacks(
  callbacks: readonly Callback[],
  { hosts, onCallback }: CallbackOptions,
): Promise<void> {
  await Promise.all(
    callbacks.map(async (callback) => {
      if (!('url' in callback)) return onCallback(callback)
      const { name, method, url } = callback
      onCallback({ name, method, url, ...(await send(callback, hosts)) })
    }),
  )
}

async function send(
  callback: CallbackRequest,
  hosts: readonly string[],
): Promise<Pick<CallbackOutcome, 'status' | 'fault'>> {
  const refused = refusal(callback.url, hosts)
  if (refused !== undefined) return { fault: refused }
  const { method, url, headers, body } = callback
  try {
    const response = await fetch(url, {
      method,
      headers: headerPairs(headers),
      ...(body === undefined ? {} : { body: body as string | Uint8Array<ArrayBuffer> }),
      redirect: 'manual', // it may lead beyond this machine
      signal: AbortSignal.timeout(PATIENCE),
    })
    await response.body?.cancel()
    return { status: response.status }
  } catch (error) {
    const { message, cause } = error as Error
    return { fault: cause instanceof Error ? `${message}: ${cause.message}` : message }
  }
}

function refusal(url: string, hosts: readonly string[]): string | undefined {
  if (!URL.canParse(url)) return `${url} is no absolute URL`
  const { protocol, hostname, host } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') return `${protocol} is not called, only http: and https:`
  if (isLoopback(hostname) || hosts.includes(hostname) || hosts.includes(host)) return undefined
  return `${host} is not this machine; allow it with --callbacks ${host}`
}
