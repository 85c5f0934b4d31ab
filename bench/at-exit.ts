import { writeFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { peakMemory } from './peak.ts'

/** What a program that ends by itself used: written when it ends, into the file that `BENCH_AT_EXIT` names. */
export interface AtExit {
  /** Time on a processor of all threads, in microseconds. */
  readonly cpu: number
  /** The most memory, in bytes. */
  readonly peak: number
  /** What was still in use at the end, in bytes of the JavaScript heap. */
  readonly heap: number
}

const file = process.env.BENCH_AT_EXIT
if (file !== undefined) {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  process.once('exit', () => {
    const { user, system } = process.cpuUsage()
    const peak = peakMemory()
    collect()
    const { heapUsed: heap } = process.memoryUsage()
    writeFileSync(file, JSON.stringify({ cpu: user + system, peak, heap } satisfies AtExit))
  })
}
