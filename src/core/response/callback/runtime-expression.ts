import { pointerTokens } from '../../document/pointer.ts'
import type { Exchange } from './exchange.ts'

/** The text that an address template has for an exchange, or the expression that gives nothing. */
export type Resolve = (
  exchange: Exchange,
) => { readonly ok: true; readonly text: string } | { readonly ok: false; readonly expression: string }

type Read = (exchange: Exchange) => unknown

/** Compiles the key of a callback: an expression, or a text with expressions in braces (OpenAPI 3.1, 4.8.18). */
export function compileAddress(template: string): Resolve {
  const parts = template.startsWith('$') ? ['', template, ''] : template.split(/\{([^{}]+)\}/)
  const reads = parts.map((part, index) => (index % 2 === 0 ? () => part : compileExpression(part)))
  return (exchange) => {
    const texts = reads.map((read) => textOf(read(exchange)))
    const missing = texts.indexOf(undefined)
    return missing === -1
      ? { ok: true, text: texts.join('') }
      : { ok: false, expression: parts[missing] as string }
  }
}

const EXPRESSION =
  /^\$?(?:(url|method|statusCode)|(request|response)\.(header|query|path|body)(?:[.](.+)|#(.*))?)$/s

/** Compiles a runtime expression (4.8.20.4). What is none gives nothing. */
export function compileExpression(expression: string): Read {
  const [, whole, side, source, name = '', pointer] = EXPRESSION.exec(expression.trim()) ?? []
  if (whole !== undefined) return (exchange) => exchange[whole as 'url' | 'method' | 'statusCode']
  if (side === undefined) return () => undefined
  const message = side as 'request' | 'response'
  if (source !== 'body') return (exchange) => exchange[message][source as 'header' | 'query' | 'path'](name)
  const tokens = pointerTokens(pointer ?? '')
  return (exchange) => tokens.reduce(member, exchange[message].body())
}

function member(value: unknown, token: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, token)
    ? (value as Readonly<Record<string, unknown>>)[token]
    : undefined
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
