import { curlOfRequest } from '../client/curl.ts'
import { headerValue, type RequestHeaders } from '../core/message.ts'
import type { Exchange } from '../findings/finding.ts'
import type { MockRequest } from '../index.ts'
import { MASKED, type Mask } from '../proxy/mask.ts'
import type { Given } from './given.ts'
import type { Asked } from './shrink.ts'

export interface ShownOptions {
  readonly base: URL
  readonly given: Given
  /** The names of environment variables by the headers and parameters that were taken from them. */
  readonly variables: Readonly<Record<string, string>>
  readonly mask: Mask
}

export interface Shown {
  exchange(asked: Asked): Exchange
  /** A sentence without what is secret. */
  text(text: string): string
}

const LONGEST_BODY = 2000

/**
 * Shows exchanges without what is secret: what came from the environment stands there as its variable, so that the
 * command can be pasted; what was written on the command line and looks like a credential is masked. Values of requests
 * are generated or the document's own and are shown; what the back end answers may be about people.
 */
export function createShown({ base, given, variables, mask }: ShownOptions): Shown {
  const all = { ...given.headers, ...given.parameters }
  const secrets = Object.entries(all).filter(([name, value]) => isSecret(name, value, variables, mask))
  const address = `${base.origin}${base.pathname.replace(/\/$/, '')}`
  const hidden = secrets.map(([name, value]) => [value, variables[name]] as const)
  return {
    text: (text) => mask.text(hide(text, hidden)),
    exchange({ probe: { request }, outcome }) {
      const { method, path, query, body } = request
      const url = `${address}${path}${query === '' ? '' : `?${query}`}`
      const answer = outcome.answer
      const told = answer && {
        status: answer.status,
        responseHeaders: maskHeaders(plainHeaders(answer.headers), hidden, mask),
        responseBody: mask.body(hide(textOf(answer.body), hidden)),
      }
      return {
        method,
        url: hide(url, hidden),
        requestHeaders: maskHeaders(plainHeaders(request.headers), hidden),
        ...(body === undefined ? {} : { requestBody: hide(textOf(body), hidden) }),
        curl: curlOf(request, address, hidden),
        ...told,
      }
    },
  }
}

/** What is shorter is none, and would hide half of an address. */
const SHORTEST_SECRET = 4

function isSecret(name: string, value: string, variables: ShownOptions['variables'], mask: Mask): boolean {
  if (value.length < SHORTEST_SECRET) return false
  if (Object.hasOwn(variables, name)) return true
  return mask.header(name, value) === MASKED
}

type Hidden = readonly (readonly [value: string, variable: string | undefined])[]

function hide(text: string, hidden: Hidden): string {
  return hidden.reduce((rest, [value]) => {
    return rest.replaceAll(value, MASKED).replaceAll(encodeURIComponent(value), MASKED)
  }, text)
}

function maskHeaders(headers: Readonly<Record<string, string>>, hidden: Hidden, mask?: Mask) {
  const shown = (name: string, value: string) => mask?.header(name, value) ?? value
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, hide(shown(name, value), hidden)]),
  )
}

/** In single quotes a shell leaves everything as it is, so a variable stands between two of them. */
function curlOf(request: MockRequest, address: string, hidden: Hidden): string {
  return hidden.reduce(
    (rest, [value, variable]) => {
      const shown = variable === undefined ? MASKED : `'"$${variable}"'`
      return rest.replaceAll(value, shown).replaceAll(encodeURIComponent(value), shown)
    },
    curlOfRequest(request, address),
  )
}

function plainHeaders(headers: RequestHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, headerValue(value) ?? '']))
}

function textOf(body: Uint8Array): string {
  const text = new TextDecoder().decode(body.subarray(0, LONGEST_BODY))
  return body.length > LONGEST_BODY ? `${text}…` : text
}
