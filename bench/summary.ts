/** How long a measure may take. */
export interface Effort {
  readonly rounds: number
  /** Of each contender in each round. */
  readonly seconds: number
}

/** What a figure has to be. */
export interface Target {
  readonly is: 'at least' | 'at most'
  readonly value: number
}

/** One line of a table: minimum, median and maximum over the rounds. */
export function line(name: string, figures: readonly number[], note: string, target?: Target): string {
  const sorted = [...figures].sort((a, b) => a - b)
  const [least, middle, most] = [sorted[0] as number, median(sorted), sorted.at(-1) as number]
  const range = `${middle.toFixed(2).padStart(7)}  (${least.toFixed(2)} to ${most.toFixed(2)})`
  return `  ${name.padEnd(22)}${range.padEnd(28)}${verdict(middle, target).padEnd(26)}${note}\n`
}

export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2
}

function verdict(figure: number, target: Target | undefined): string {
  if (target === undefined) return ''
  const reached = target.is === 'at least' ? figure >= target.value : figure <= target.value
  return `${target.is} ${target.value}: ${reached ? 'reached' : 'MISSED'}`
}
