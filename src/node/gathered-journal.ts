import { createJournal, type Exchange, type Journal } from './journal.ts'

/** What a process tells of its exchanges. */
export interface Told {
  /** Those that it still has of all that came since it was last asked, the oldest first. */
  readonly exchanges: readonly Exchange[]
  /** How many came and are kept no more. */
  readonly missed: number
}

/** One journal of what several processes answer. */
export interface GatheredJournal extends Journal {
  /** Takes in what processes tell, in the order of time, and what was recorded here since. */
  add(told: readonly Told[]): void
  /** Whether somebody waits for the next change. */
  readonly isFollowed: boolean
}

export function createGatheredJournal(): GatheredJournal {
  const journal = createJournal()
  const own = createJournal()
  let known = 0
  const waiting = new Set<() => void>()
  const tell = () => {
    const listeners = [...waiting]
    waiting.clear()
    for (const listener of listeners) listener()
  }
  return {
    record: (...exchange) => own.record(...exchange),
    add(told) {
      const ours = own.after(known)
      const all = [...told, { exchanges: ours, missed: own.latest - known - ours.length }]
      known = own.latest
      const exchanges = all.flatMap((one) => one.exchanges).sort((a, b) => a.time - b.time)
      const missed = all.reduce((sum, one) => sum + one.missed, 0)
      if (exchanges.length + missed > 0) journal.keep(exchanges, missed)
    },
    after: (id) => journal.after(id),
    find: (id) => journal.find(id),
    get latest() {
      return journal.latest
    },
    get cleared() {
      return journal.cleared
    },
    clear: () => journal.clear(),
    onceChanged(listener) {
      if (waiting.size === 0) journal.onceChanged(tell)
      waiting.add(listener)
    },
    forget: (listener) => void waiting.delete(listener),
    get isFollowed() {
      return waiting.size > 0
    },
  }
}
