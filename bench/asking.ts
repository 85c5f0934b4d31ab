import type { Reply } from './process.ts'
import { spreadId } from './request.ts'

/** What a process that asks within itself is told: which ids, and how long. */
export interface Stint {
  readonly from: number
  readonly seconds: number
}

/** What it did. */
export interface Done {
  readonly requests: number
  readonly seconds: number
  /** In microseconds. */
  readonly cpu: number
  /** What was wrong, where something was. */
  readonly fault?: string
}

const [, , file = ''] = process.argv
const { ask }: { ask(id: number): Promise<string> } = await import(file)

process.on('message', async (stint: Stint) => {
  process.send?.({ answer: await work(stint) } satisfies Reply<Done>)
})

async function work({ from, seconds }: Stint): Promise<Done> {
  const started = performance.now()
  const before = process.cpuUsage()
  const end = started + seconds * 1000
  let requests = 0
  let fault: string | undefined
  while (performance.now() < end && fault === undefined) {
    const id = spreadId(from + requests++)
    const text = await ask(id)
    if (!text.includes(`"id":${id},`)) fault = `customer ${id} is answered with ${text}`
  }
  const { user, system } = process.cpuUsage(before)
  const done = { requests, seconds: (performance.now() - started) / 1000, cpu: user + system }
  return fault === undefined ? done : { ...done, fault }
}
