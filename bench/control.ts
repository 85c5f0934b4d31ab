import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { peakMemory } from './peak.ts'
import type { Reply } from './process.ts'

/** What a contender says of itself, asked over the channel of its process, so that no request is spent on it. */
export interface Usage {
  /** Time on a processor since the start, in microseconds, of all threads. */
  readonly cpu: number
  /** Memory after a collection, in bytes. */
  readonly rss: number
  readonly heap: number
  /** The most memory that it ever had, in bytes. */
  readonly peak: number
}

export type Question = 'cpu' | 'memory'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

process.on('message', (question: Question) => {
  if (question === 'memory') collect()
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed } = process.memoryUsage()
  const answer = { cpu: user + system, rss, heap: heapUsed, peak: peakMemory() }
  process.send?.({ answer } satisfies Reply<Usage>)
})
process.channel?.unref() // a contender ends as it would without it
process.once('disconnect', () => process.exit()) // the bench was ended, by whatever means
