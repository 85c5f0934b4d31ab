import type { MockRequest, RequestHeaders } from '../index.ts'

/** A request as a command for a shell, to be pasted. A body that is no text is left to a file. */
export function curlOfRequest({ method, path, query, headers, body }: MockRequest, base: string): string {
  const url = `${base}${path}${query === '' ? '' : `?${query}`}`
  const sent = Object.entries(headers).flatMap(([name, value]) => headerLines(name, value))
  return [
    method === 'HEAD' ? 'curl -I' : 'curl -i', // with -X HEAD it would wait for a body
    ...(method === 'GET' || method === 'HEAD' ? [] : [`-X ${method}`]),
    ...sent.map((line) => `-H ${quote(line)}`),
    ...(body === undefined ? [] : [`--data-binary ${bodyArgument(body)}`]),
    quote(url),
  ].join(' ')
}

function headerLines(name: string, value: RequestHeaders[string]): readonly string[] {
  return [value ?? []].flat().map((one) => `${name}: ${one}`)
}

function bodyArgument(body: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
    // an argument beginning with @ would name a file, and none can hold a NUL
    if (!text.includes('\0') && !text.startsWith('@')) return quote(text)
  } catch {
    // bytes that are no text
  }
  return '@body.bin'
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
