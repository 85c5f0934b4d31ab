import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'

/** So many bytes are written at a time: a system call a record would cost more than the record. */
const CHUNK = 256 * 1024
/** A character of UTF-16 is three bytes of UTF-8 at most. */
const WIDEST = 3

/**
 * Writes texts in large pieces, and makes no more of them while whoever reads is not ready. Each text is encoded as it
 * comes: a string of many that is encoded at once costs half as much again. Rejects where writing fails.
 */
export async function writeAll(
  texts: Iterable<string>,
  stream: Writable,
  onWritten: (texts: number) => void,
): Promise<void> {
  const free: Buffer[] = []
  const take = () => free.pop() ?? Buffer.allocUnsafeSlow(CHUNK)
  let chunk = take()
  let length = 0
  let count = 0
  const flush = async () => {
    const written = chunk
    const isReady = stream.write(written.subarray(0, length), () => {
      if (written.length === CHUNK) free.push(written) // until then the stream has it
    })
    chunk = take()
    length = 0
    onWritten(count)
    // a pipe is written at once and always ready: only in a turn of the loop it is seen that nobody reads it any more
    await (isReady ? setImmediate() : once(stream, 'drain'))
    if (stream.errored !== null) throw stream.errored
  }
  for (const text of texts) {
    const most = text.length * WIDEST
    if (length > 0 && most > CHUNK - length) await flush()
    if (most > CHUNK) chunk = Buffer.allocUnsafeSlow(most)
    length += chunk.write(text, length)
    count++
  }
  await flush()
}
