import type { IncomingMessage } from 'node:http'
import type { BodyCopy } from './body-copy.ts'

/**
 * Reads the body of a request until it is whole or too large for its copy, and gives what was read. What is left stays
 * in the message, which is paused. Resolves with `undefined` where the client leaves.
 */
export function readAhead(message: IncomingMessage, copy: BodyCopy): Promise<readonly Buffer[] | undefined> {
  return new Promise((resolve) => {
    const read: Buffer[] = []
    const finish = (result: readonly Buffer[] | undefined) => {
      message.off('data', take).off('end', end).off('close', leave)
      resolve(result)
    }
    const take = (chunk: Buffer) => {
      read.push(chunk)
      copy.push(chunk)
      if (!copy.isTooLarge) return
      message.pause()
      finish(read)
    }
    const end = () => {
      copy.end()
      finish(read)
    }
    const leave = () => finish(undefined)
    message.on('data', take).once('end', end).once('close', leave)
  })
}

/** Resolves when a body has passed to its end, whoever reads it; what nobody reads is let go. Says whether it is all there. */
export function whenRead(message: IncomingMessage): Promise<boolean> {
  if (message.complete || message.destroyed) return Promise.resolve(message.complete)
  message.unpipe()
  message.resume()
  return new Promise((resolve) => {
    message.once('end', () => resolve(true)).once('close', () => resolve(message.complete))
  })
}
