import { setTimeout as sleep } from 'node:timers/promises'

export interface PaceOptions {
  /** So many at the same time. */
  readonly concurrency: number
  /** So many begin in a second at most; 0: as fast as they are answered. */
  readonly rate: number
}

/** Begins a task when its turn has come. */
export type Pace = <T>(task: () => Promise<T>) => Promise<T>

/** Lets so many tasks run at the same time, and begin no faster than a rate. They begin in the order in which they came. */
export function createPace({ concurrency, rate }: PaceOptions): Pace {
  const waiting: (() => void)[] = []
  let running = 0
  let next = 0
  const enter = async () => {
    if (running >= concurrency) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
  }
  const leave = () => {
    const first = waiting.shift()
    if (first === undefined) running--
    else first()
  }
  const turn = async () => {
    if (rate <= 0) return
    const now = performance.now()
    const at = Math.max(now, next)
    next = at + 1000 / rate
    if (at > now) await sleep(at - now)
  }
  return async (task) => {
    await enter()
    try {
      await turn()
      return await task()
    } finally {
      leave()
    }
  }
}
