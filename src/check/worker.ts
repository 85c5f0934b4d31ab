import { parentPort, workerData } from 'node:worker_threads'
import { readDocument } from '../node/load.ts'
import { askAll } from './ask-all.ts'
import { type Found, openDocument } from './checked.ts'
import type { WorkerResult, WorkerTask } from './hire-worker.ts'

const { file, seeds, taken } = workerData as WorkerTask

const found: Found[] = []
const opened = openDocument(readDocument(file).loaded.document)
if (opened.checked === undefined) throw new Error(`${file} has changed while it was checked`)
const answers = askAll(opened, { seeds }, found, () => Atomics.add(taken, 0, 1))
const result: WorkerResult = { found, answers }
parentPort?.postMessage(result)
