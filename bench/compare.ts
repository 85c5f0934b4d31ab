import type { Contender } from './contender.ts'
import { createMeter, type Figures, type Meter, middleOf } from './meter.ts'
import type { Ids, Request } from './request.ts'
import { type Load, type Stage, withStage } from './stage.ts'
import type { Disqualified, Effort } from './summary.ts'

/** A contender and what it is asked. */
export interface Side {
  readonly contender: Contender
  readonly request: Request
  /** Whether it goes on without it where it answers wrong. Others end the run: there is nothing to compare. */
  readonly isPeer?: boolean
  /** What is looked at before it is measured. Rejects where it is not what it should be. */
  readonly check?: (port: number) => Promise<void>
}

export interface Compared {
  /** The rounds of a contender, by its name; those of one that is disqualified are not there. */
  readonly rounds: ReadonlyMap<string, readonly Figures[]>
  readonly disqualified: readonly Disqualified[]
}

export interface Comparison {
  readonly sides: readonly Side[]
  /** The ids to ask for, when so many requests were made before. */
  ids(requests: number): Ids
  /** Open at a time. Default 64. */
  readonly connections?: number
  /** By whose name half load is measured too: half of what this one does at most, or less. */
  readonly halfLoadOf?: string
}

const CONNECTIONS = 64
/** Requests after which the slowest of ours is compiled: earlier ones take up to three times as long. */
const WARM_UP = { requests: 30_000, seconds: 10 }
const SLICE = { seconds: 0.5 }

/**
 * Compares contenders in rounds. All start afresh in each, since the same program is compiled a little differently
 * each time it runs; they are warmed up, and then asked in turn in short slices, so that what moves the machine
 * moves all. A round has both orders of starting, for half of the time each: of two processes of the same program,
 * the one that starts first is slower.
 */
export async function compare(comparison: Comparison, { rounds, seconds }: Effort): Promise<Compared> {
  const disqualified = new Map<string, string>()
  const measure = (sides: readonly Side[]) => {
    const left = sides.filter(({ contender }) => !disqualified.has(contender.name))
    return measureRound({ ...comparison, sides: left }, seconds / 2, disqualified)
  }
  const done: (readonly ReadonlyMap<string, Figures>[])[] = []
  for (let round = 0; round < rounds; round++) {
    done.push([await measure(comparison.sides), await measure(comparison.sides.toReversed())])
  }
  const names = comparison.sides.map(({ contender }) => contender.name)
  const left = names.filter((name) => !disqualified.has(name))
  const figuresOf = (name: string) =>
    done.map((orders) => middleOf(orders.map((order) => order.get(name) as Figures)))
  return {
    rounds: new Map(left.map((name) => [name, figuresOf(name)])),
    disqualified: [...disqualified].map(([name, fault]) => ({ name, fault })),
  }
}

function measureRound(
  comparison: Comparison,
  seconds: number,
  disqualified: Map<string, string>,
): Promise<ReadonlyMap<string, Figures>> {
  const { halfLoadOf } = comparison
  return withStage(async (stage) => {
    const load = stage.startLoad()
    let left = await startAll(stage, load, comparison, disqualified)
    const inTurn = async (step: (meter: Metered) => Promise<void>) => {
      for (const meter of left) {
        await attempt(meter.side, disqualified, () => step(meter), meter.end)
      }
      left = left.filter(({ side }) => !disqualified.has(side.contender.name)).toReversed()
    }
    await inTurn((meter) => meter.slice(WARM_UP))
    for (const meter of left) meter.reset()
    for (let passed = 0; passed < seconds; passed += SLICE.seconds)
      await inTurn((meter) => meter.slice(SLICE))
    const reference = left.find(({ side }) => side.contender.name === halfLoadOf)?.perSecond()
    for (let passed = 0; reference !== undefined && passed < seconds; passed += SLICE.seconds) {
      await inTurn((meter) => meter.halfLoad(SLICE, reference))
    }
    const figures = new Map<string, Figures>()
    await inTurn(async (meter) => {
      figures.set(meter.side.contender.name, await meter.figures())
    })
    return figures
  })
}

interface Metered extends Meter {
  readonly side: Side
}

async function startAll(
  stage: Stage,
  load: Load,
  { sides, ids, connections = CONNECTIONS }: Comparison,
  disqualified: Map<string, string>,
): Promise<readonly Metered[]> {
  const meters: Metered[] = []
  for (const side of sides) {
    await attempt(side, disqualified, async () => {
      const running = await stage.start(side.contender)
      await side.check?.(running.port)
      meters.push({ ...createMeter(running, load, { request: side.request, ids, connections }), side })
    })
  }
  return meters
}

/** A peer that fails is out, and no longer runs; where another fails, the measure does. */
async function attempt(
  { contender, isPeer }: Side,
  disqualified: Map<string, string>,
  step: () => Promise<void>,
  stop: () => Promise<void> = async () => undefined,
): Promise<void> {
  try {
    await step()
  } catch (error) {
    const { message } = error as Error
    if (isPeer !== true) throw new Error(`${contender.name}: ${message}`)
    disqualified.set(contender.name, message)
    await stop()
  }
}
