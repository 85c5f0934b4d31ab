import type { MockResponse } from '../../index.ts'

/** How many answers there were of one kind. */
export interface AnswerCount {
  readonly operation: string
  readonly status: number
  readonly kind: string
  readonly count: number
  /** How long they took together, in milliseconds. */
  readonly milliseconds: number
}

/** What one process has done so far: plain data, which travels between processes. */
export interface ProcessCounts {
  readonly answers: readonly AnswerCount[]
  /** User and system time, in seconds. */
  readonly cpu: number
  /** Resident memory, in bytes. */
  readonly memory: number
}

export interface Counts {
  /** Called for every answer: two look-ups and two additions. */
  record(response: MockResponse, milliseconds: number): void
  read(): ProcessCounts
}

interface Tally {
  readonly status: number
  readonly kind: string
  count: number
  milliseconds: number
}

/** Counts answers by operation, status and where they came from. */
export function createCounts(): Counts {
  const operations = new Map<string, Tally[]>()
  return {
    record({ status, source }, milliseconds) {
      const { operation = '', kind } = source
      const tallies = operations.get(operation) ?? []
      if (tallies.length === 0) operations.set(operation, tallies)
      for (const tally of tallies) {
        if (tally.status !== status || tally.kind !== kind) continue
        tally.count++
        tally.milliseconds += milliseconds
        return
      }
      tallies.push({ status, kind, count: 1, milliseconds })
    },
    read() {
      const { user, system } = process.cpuUsage()
      return {
        answers: [...operations].flatMap(([operation, tallies]) =>
          tallies.map((tally) => ({ operation, ...tally })),
        ),
        cpu: (user + system) / 1e6,
        memory: process.memoryUsage.rss(),
      }
    },
  }
}

/** What processes have done together; of those that have ended, memory counts no more. */
export function addCounts(
  running: readonly ProcessCounts[],
  ended: readonly ProcessCounts[] = [],
): ProcessCounts {
  const all = [...running, ...ended]
  const sums = new Map<string, AnswerCount>()
  for (const one of all.flatMap(({ answers }) => answers)) {
    const key = `${one.status} ${one.kind} ${one.operation}`
    const sum = sums.get(key)
    sums.set(key, {
      ...one,
      count: one.count + (sum?.count ?? 0),
      milliseconds: one.milliseconds + (sum?.milliseconds ?? 0),
    })
  }
  return {
    answers: [...sums.values()],
    cpu: all.reduce((sum, { cpu }) => sum + cpu, 0),
    memory: running.reduce((sum, { memory }) => sum + memory, 0),
  }
}
