import type { MockResponse } from '../message.ts'

/** Answers that are asked for again. */
export interface KeptAnswers<Key extends string | number> {
  find(key: Key, accept: string | undefined): MockResponse | undefined
  /** Notes what `key` was answered with. It is kept from its second time on, since most are asked for once. */
  note(key: Key, accept: string | undefined, response: MockResponse): void
}

/**
 * How many answers are kept, how many keys that came once, and how many characters or bytes the bodies have together.
 * Beyond that all are forgotten at once, which costs next to nothing.
 */
const MOST = { answers: 1024, size: 8 * 1024 * 1024 }
/** A longer key costs more to remember than its answer is worth. */
const LONGEST_KEY = 1024

interface Kept {
  readonly accept: string | undefined
  readonly response: MockResponse
}

export function createKeptAnswers<Key extends string | number>(): KeptAnswers<Key> {
  // new tables, and not `clear`: one that was cleared and has grown old keeps all that come after it until a full collection
  let cameOnce = new Set<Key>()
  let kept = new Map<Key, Kept>()
  let size = 0
  return {
    find(key, accept) {
      const known = kept.get(key)
      return known !== undefined && known.accept === accept ? known.response : undefined
    },
    note(key, accept, response) {
      if (typeof key === 'string' && key.length > LONGEST_KEY) return
      if (!cameOnce.has(key)) {
        if (cameOnce.size >= MOST.answers) cameOnce = new Set()
        cameOnce.add(key)
        return
      }
      const own = response.body?.length ?? 0
      if (own > MOST.size) return
      if (kept.size >= MOST.answers || size + own > MOST.size) {
        kept = new Map()
        size = 0
      }
      kept.set(key, { accept, response })
      size += own
    },
  }
}
