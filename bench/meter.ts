import type { Job } from './load.ts'
import type { Ids, Request } from './request.ts'
import type { Load, Running } from './stage.ts'
import { median } from './summary.ts'

/** What a contender did in a round. */
export interface Figures {
  readonly perSecond: number
  /** Time on a processor, in microseconds a request: what others on the machine do moves it less. */
  readonly cpu: number
  /** How long answers took at half load, in milliseconds. */
  readonly p50: number
  readonly p99: number
  /** The most memory that it had, in bytes. */
  readonly peak: number
}

/** The geometric mean, by which a half and a double even out. */
export function middleOf(figures: readonly Figures[]): Figures {
  const mean = (figure: keyof Figures) =>
    figures.reduce((product, one) => product * one[figure], 1) ** (1 / figures.length)
  return {
    perSecond: mean('perSecond'),
    cpu: mean('cpu'),
    p50: mean('p50'),
    p99: mean('p99'),
    peak: mean('peak'),
  }
}

/** What a contender is asked under load. */
export interface Asking {
  readonly request: Request
  /** The ids to ask for, when so many requests were made before. */
  ids(requests: number): Ids
  readonly connections: number
}

export interface Meter {
  slice(until: Job['until']): Promise<void>
  /** Asks half of what it does at most, or half of what another does where that is less: then both wait under the same load. */
  halfLoad(until: Job['until'], other: number): Promise<void>
  /** What it does at most, in requests a second. */
  perSecond(): number
  reset(): void
  figures(): Promise<Figures>
  end(): Promise<void>
}

/** Adds up what a contender does under load, a slice at a time. */
export function createMeter(running: Running, load: Load, { request, ids, connections }: Asking): Meter {
  const none = { requests: 0, seconds: 0, cpu: 0 }
  let asked = 0
  let sum = none
  const halves: { readonly p50: number; readonly p99: number }[] = []
  const run = async (until: Job['until'], perSecond?: number) => {
    const { port } = running
    const job = { port, request, connections, ids: ids(asked), until }
    const count = await load.run(perSecond === undefined ? job : { ...job, perSecond })
    asked += count.requests
    return count
  }
  const perSecond = () => sum.requests / sum.seconds
  return {
    perSecond,
    slice: async (until) => {
      const before = await running.usage('cpu')
      const { requests, seconds } = await run(until)
      const after = await running.usage('cpu')
      sum = {
        requests: sum.requests + requests,
        seconds: sum.seconds + seconds,
        cpu: sum.cpu + after.cpu - before.cpu,
      }
    },
    halfLoad: async (until, other) => {
      const { waits } = await run(until, Math.min(perSecond(), other) / 2)
      if (waits !== undefined) halves.push(waits)
    },
    reset: () => {
      sum = none
    },
    figures: async () => ({
      perSecond: perSecond(),
      cpu: sum.cpu / sum.requests,
      p50: median(halves.map(({ p50 }) => p50)),
      p99: median(halves.map(({ p99 }) => p99)),
      peak: (await running.usage('cpu')).peak,
    }),
    end: () => running.end(),
  }
}
