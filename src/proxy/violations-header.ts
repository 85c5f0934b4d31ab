import type { ProxyFault } from './fault.ts'

/** The name of the header in which an answer says what broke the contract. */
export const VIOLATIONS = 'X-Contract-Violations'

/** In bytes: clients take about 8 kB of headers together (RFC 9110, 5.4). */
const LONGEST = 4000
const LONGEST_MESSAGE = 300

/**
 * Faults as a list of a structured field (RFC 9651), ASCII only and bounded:
 * `RESPONSE_INVALID;in="response body";at="/data/age";keyword="type";message="…"`. What a quoted text cannot hold is
 * percent-encoded, so that `decodeURIComponent` gives it back. What does not fit is counted: `more;count=12`.
 */
export function violationsHeader(faults: readonly ProxyFault[]): string {
  const items: string[] = []
  let length = 0
  for (const [index, fault] of faults.entries()) {
    const item = toItem(fault)
    if (length + item.length > LONGEST) {
      items.push(`more;count=${faults.length - index}`)
      break
    }
    items.push(item)
    length += item.length + 2
  }
  return items.join(', ')
}

function toItem({ code, side, violation, message }: ProxyFault): string {
  const place = violation === undefined ? side : `${side} ${violation.in}`
  return [
    code,
    parameter('in', place),
    ...(violation === undefined || violation.name === '' ? [] : [parameter('name', violation.name)]),
    ...(violation === undefined || violation.pointer === '' ? [] : [parameter('at', violation.pointer)]),
    ...(violation === undefined ? [] : [parameter('keyword', violation.keyword)]),
    parameter('message', message),
  ].join(';')
}

function parameter(key: string, value: string): string {
  const text = [...value].slice(0, LONGEST_MESSAGE).join('').toWellFormed()
  return `${key}="${text.replace(/[^\x20-\x7e]|["\\%]/gu, (char) => encodeURIComponent(char))}"`
}
