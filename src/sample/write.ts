import { once } from 'node:events'
import type { Writable } from 'node:stream'

/** So many characters are written at a time: a system call a record would cost more than the record. */
const CHUNK = 64 * 1024

/** Writes texts in large pieces, and makes no more of them while whoever reads is not ready. Rejects where writing fails. */
export async function writeAll(
  texts: Iterable<string>,
  stream: Writable,
  onWritten: (texts: number) => void,
): Promise<void> {
  let chunk = ''
  let count = 0
  for (const text of texts) {
    chunk += text
    count++
    if (chunk.length < CHUNK) continue
    if (!stream.write(chunk)) await once(stream, 'drain')
    chunk = ''
    onWritten(count)
  }
  if (chunk !== '' && !stream.write(chunk)) await once(stream, 'drain')
}
