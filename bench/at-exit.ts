import { writeFileSync } from 'node:fs'
import { peakMemory } from './peak.ts'

/** What a program that ends by itself used: written when it ends, into the file that `BENCH_AT_EXIT` names. */
export interface AtExit {
  /** Time on a processor of all threads, in microseconds. */
  readonly cpu: number
  /** The most memory, in bytes. */
  readonly peak: number
}

const file = process.env.BENCH_AT_EXIT
if (file !== undefined) {
  process.once('exit', () => {
    const { user, system } = process.cpuUsage()
    writeFileSync(file, JSON.stringify({ cpu: user + system, peak: peakMemory() } satisfies AtExit))
  })
}
