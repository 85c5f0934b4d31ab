import type { IncomingMessage } from 'node:http'
import { essence } from '../core/media-type.ts'
import { LARGEST_BODY } from '../index.ts'

/** How much of an answer is held back until it is judged, in bytes: the header of the answer then says what was wrong. */
export const HELD = 1024 * 1024

/** What clients read to its end before they use it. */
const READ_WHOLE = /[/+](?:json|xml)$|^application\/x-www-form-urlencoded$/

/** What never ends, or is used piece by piece. */
const STREAM =
  /^text\/event-stream$|^multipart\/x-mixed-replace$|[/-](?:jsonl|jsonlines|json-lines|ndjson|json-seq)$|^application\/(?:grpc.*|stream\+json)$/

/** Whether an answer is a stream, of which every part is passed on at once. */
export function isStream({ headers }: IncomingMessage): boolean {
  const type = headers['content-type']
  return type !== undefined && STREAM.test(essence(type))
}

/** How much of an answer is held back, in bytes; 0: nothing. `mustHold`: the answer may be replaced. */
export function heldLength(incoming: IncomingMessage, mustHold: boolean): number {
  const { 'content-type': type, 'content-length': length } = incoming.headers
  if (isStream(incoming)) return 0
  const most = mustHold ? LARGEST_BODY : HELD
  if (Number(length ?? 0) > most) return 0
  if (mustHold || length === '0' || type === undefined) return most
  return READ_WHOLE.test(essence(type)) ? most : 0
}
