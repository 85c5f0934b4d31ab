import type { Probe } from './probe.ts'
import type { Send } from './send.ts'
import type { Asked } from './shrink.ts'
import type { GiveVerdict, Verdict } from './verdict.ts'

export interface Judged extends Asked {
  readonly verdict: Verdict
}

export interface RunTools {
  readonly send: Send
  readonly giveVerdict: GiveVerdict
  readonly onProgress: (done: number, total: number) => void
}

/** An operation that has left so many requests without an answer is let be: each may take as long as the timeout. */
const MOST_FAILURES = 3

/** Sends all probes, and gives a verdict on each that was sent; in their order, whatever came back first. */
export async function askAll(
  probes: readonly Probe[],
  { send, giveVerdict, onProgress }: RunTools,
): Promise<readonly Judged[]> {
  const failures = new Map<string, number>()
  let done = 0
  const ask = async (probe: Probe): Promise<readonly Judged[]> => {
    const { id } = probe.operation
    const outcome = (failures.get(id) ?? 0) < MOST_FAILURES ? await send(probe.request) : undefined
    onProgress(++done, probes.length)
    if (outcome === undefined) return []
    const verdict = giveVerdict(probe, outcome)
    if (verdict.isFailure === true) failures.set(id, (failures.get(id) ?? 0) + 1)
    return [{ probe, outcome, verdict }]
  }
  onProgress(0, probes.length)
  return (await Promise.all(probes.map(ask))).flat()
}
