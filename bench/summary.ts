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

/** What was found for one contender or in one respect. */
export interface Line {
  readonly name: string
  /** One of each round. */
  readonly figures: readonly number[]
  /** What they come from, a text for each column of the table. */
  readonly cells: readonly string[]
  readonly target?: Target
}

/** A contender that answered wrong, or not at all. */
export interface Disqualified {
  readonly name: string
  readonly fault: string
}

export interface Table {
  readonly title: string
  readonly columns: readonly string[]
  readonly lines: readonly Line[]
  readonly disqualified?: readonly Disqualified[]
}

export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2
}

/** Minimum, median and maximum over the rounds, as they are shown. */
export function spread(figures: readonly number[]): { readonly middle: string; readonly range: string } {
  const [least, most] = [Math.min(...figures), Math.max(...figures)]
  const range = figures.length === 1 ? '' : `${digits(least)} to ${digits(most)}`
  return { middle: digits(median(figures)), range }
}

/** Three digits say what a measurement can. */
export function digits(figure: number): string {
  const size = Math.abs(figure)
  if (size >= 100) return figure.toFixed(0)
  return figure.toFixed(size >= 10 ? 1 : size >= 0.1 ? 2 : 3)
}

export function verdict({ figures, target }: Line): string {
  if (target === undefined) return ''
  const { is, value } = target
  const figure = median(figures)
  const reached = is === 'at least' ? figure >= value : figure <= value
  return `${is} ${value}: ${reached ? 'reached' : 'MISSED'}`
}

/** A table for a terminal. */
export function toText({ title, columns, lines, disqualified = [] }: Table): string {
  const rows = [
    ['', 'median', 'range', '', ...columns],
    ...lines.map((line) => {
      const { middle, range } = spread(line.figures)
      return [line.name, middle, range, verdict(line), ...line.cells]
    }),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? []
  const shown = rows.map((row) =>
    `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd(),
  )
  const out = disqualified.map(({ name, fault }) => `  ${name} is disqualified: ${fault}`)
  return `\n${[title, ...shown, ...out].join('\n')}\n`
}
