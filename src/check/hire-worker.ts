import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Fixtures } from '../index.ts'
import type { Found } from './checked.ts'

/** What a worker is told. */
export interface WorkerTask {
  readonly file: string
  readonly seeds: number
  /** How many operations have been taken, by whichever thread. */
  readonly taken: Int32Array<SharedArrayBuffer>
}

/** What a worker tells at its end. */
export interface WorkerResult {
  readonly found: readonly Found[]
  readonly answers: number
}

export interface HiredWorker {
  /** The next operation to be asked, by its index. */
  take(): number
  /** How many have been taken. */
  taken(): number
  readonly result: Promise<WorkerResult>
}

/** A second thread compiles everything once more: it is worth that from so many operations on. */
const WORTHWHILE = 100

/**
 * Starts a second thread that asks operations of a large document too. Both take the next one that nobody has taken, so
 * that neither waits for the other. Fixtures are functions, which no other thread can be given.
 */
export function hireWorker(
  file: string,
  operations: number,
  { seeds, fixtures }: { readonly seeds: number; readonly fixtures?: Fixtures | undefined },
): HiredWorker {
  const taken = new Int32Array(new SharedArrayBuffer(4))
  const isWorthwhile = operations >= WORTHWHILE && fixtures === undefined && availableParallelism() > 1
  const result = isWorthwhile ? run({ file, seeds, taken }) : Promise.resolve({ found: [], answers: 0 })
  return {
    take: () => Atomics.add(taken, 0, 1),
    taken: () => Math.min(operations, Atomics.load(taken, 0)),
    result,
  }
}

function run(workerData: WorkerTask): Promise<WorkerResult> {
  const name = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js'
  const worker = new Worker(new URL(name, import.meta.url), { workerData })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) =>
      reject(new Error(`the second thread ended with ${code} and without a result`)),
    )
  })
}
