import type { IncomingMessage } from 'node:http'
import { readParsed } from './express-body.ts'
import { LARGEST_BODY, type MockRequest } from './index.ts'

/** Reads the body too, or takes what a parser has made of it. */
export async function readRequest(head: MockRequest, message: IncomingMessage): Promise<MockRequest> {
  if (message.readableEnded) return { ...head, ...readParsed(message) }
  return { ...head, body: await readBody(message) }
}

/** Is there a body to wait for (RFC 9112, section 6.3)? */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'
}

/** All of a request but its body. A target in absolute form is taken by its path (RFC 9112, section 3.2.2). */
export function readHead(message: IncomingMessage): MockRequest {
  const target = (message.url as string).replace(/^https?:\/\/[^/?#]*/i, '')
  const question = target.indexOf('?')
  return {
    method: message.method as string,
    path: (question === -1 ? target : target.slice(0, question)) || '/',
    query: question === -1 ? '' : target.slice(question + 1),
    headers: message.headers,
  }
}

/** A body beyond what the mock takes is read to its end and let go, so that the client hears the answer. */
async function readBody(message: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length - chunk.length <= LARGEST_BODY) chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
