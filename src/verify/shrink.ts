import type { DeclaredParameter } from '../core/request/declared.ts'
import type { Fault } from './answer-fault.ts'
import type { Probe, WritePlan } from './probe.ts'
import type { ReadProbe } from './reading.ts'
import type { Outcome, Send } from './send.ts'
import { smallerPlans } from './smaller.ts'
import type { GiveVerdict } from './verdict.ts'

export interface ShrinkTools {
  readonly send: Send
  readonly read: ReadProbe
  readonly write: WritePlan
  readonly giveVerdict: GiveVerdict
  isGiven(parameter: DeclaredParameter): boolean
  /** Asked before each request; whoever counts them may say no. */
  mayAsk(): boolean
}

/** A probe with its answer. */
export interface Asked {
  readonly probe: Probe
  readonly outcome: Outcome
}

/**
 * Finds a smaller request that is answered with the same fault: step by step, each kept if the fault stays. The document
 * reads it as it did the first one: valid, or with the same rule broken and no other.
 */
export async function shrink(first: Asked, fault: Fault, tools: ShrinkTools): Promise<Asked> {
  let smallest = first
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false
    for (const probe of smallerProbes(smallest.probe, tools)) {
      if (!tools.mayAsk()) return smallest
      const outcome = await tools.send(probe.request)
      if (!hasFault(tools.giveVerdict(probe, outcome).faults, fault)) continue
      smallest = { probe, outcome }
      isSmaller = true
      break
    }
  }
  return smallest
}

function smallerProbes(probe: Probe, { write, read, isGiven }: ShrinkTools): readonly Probe[] {
  return smallerPlans(probe.plan, isGiven).flatMap((plan): readonly Probe[] => {
    const written = write(plan)
    const request = written && probe.alter ? probe.alter(written) : written
    if (request === undefined) return []
    const reading = read(probe.operation, request)
    if (reading.kind === 'elsewhere') return []
    const key = reading.kind === 'broken' ? reading.broken.key : undefined
    return key === probe.broken?.key ? [{ ...probe, plan, request }] : []
  })
}

function hasFault(faults: readonly Fault[], { code, detail }: Fault): boolean {
  return faults.some((one) => one.code === code && one.detail === detail)
}
