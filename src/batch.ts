// by name: fake timers of a test replace the global one, and nothing would be answered
import { setImmediate } from 'node:timers'

/** Makes something, and gives back what sends it, where that is a step of its own. */
export type Make = () => (() => void) | undefined

/** Has something made together with what comes together with it. */
export type Batch = (make: Make) => void

/** Who came first waits for no more than these. */
const MOST = 32

/**
 * Answers together what arrives together: all requests that the event loop finds are read, then all answers are made,
 * then all are sent. Each step is code that the processor then still has at hand; step by step for each request, an
 * answer that has to be made takes half as long again (docs/decisions/033).
 */
export function createBatch(): Batch {
  let waiting: Make[] = []
  const answer = () => {
    const batch = waiting
    waiting = []
    const made = batch.map(attempt)
    for (const send of made) if (send !== undefined) attempt(send)
  }
  return (make) => {
    const size = waiting.push(make)
    if (size === 1) setImmediate(answer)
    else if (size === MOST) answer()
  }
}

/** What throws is thrown to nobody, as from a listener, and the others of its batch go on. */
function attempt<Result>(step: () => Result): Result | undefined {
  try {
    return step()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
    return undefined
  }
}
