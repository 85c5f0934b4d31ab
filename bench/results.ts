import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { barChart } from './chart.ts'
import { pathOf } from './contender.ts'
import { machine, versions } from './machine.ts'
import { type Effort, type Line, median, spread, type Table, verdict } from './summary.ts'
import { MANY, SAME } from './throughput.ts'

const README = pathOf('../README.md')
const PART = /(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/

const STORE = pathOf('./results.json')

/** What a measure found, and when, where and with which versions. */
interface Found {
  readonly day: string
  readonly rounds: number
  readonly machine: string
  readonly versions: string
  readonly tables: readonly Table[]
}

/**
 * Writes what a measure found over what it found before, and from all that was ever found: the tables, a chart of
 * everybody side by side, and the README's part of them. A run that is interrupted keeps what it has.
 */
export function writeResults(name: string, tables: readonly Table[], { rounds }: Effort, day: Date): void {
  const found = {
    day: day.toISOString().slice(0, 10),
    rounds,
    machine: machine(),
    versions: versions(),
    tables,
  }
  const all = { ...readStore(), [name]: found }
  writeFileSync(STORE, `${JSON.stringify(all, null, 1)}\n`)
  writeFileSync(pathOf('./results.md'), toMarkdown(all))
  const every = Object.values(all).flatMap((one) => one.tables)
  const same = every.find(({ title }) => title === SAME.title)
  const many = every.find(({ title }) => title === MANY.title)
  if (same === undefined || many === undefined) return
  writeFileSync(pathOf('./results.svg'), chartOf(same, many))
  const readme = readFileSync(README, 'utf8')
  if (!PART.test(readme))
    throw new Error('README.md has no place for results: <!-- bench --> and <!-- /bench -->')
  writeFileSync(
    README,
    readme.replace(PART, (_, open, close) => `${open}${summaryOf(same, many, every)}${close}`),
  )
}

function readStore(): Readonly<Record<string, Found>> {
  return existsSync(STORE) ? JSON.parse(readFileSync(STORE, 'utf8')) : {}
}

function toMarkdown(all: Readonly<Record<string, Found>>): string {
  const head = [
    '# Measured',
    'Written by `npm run bench -- --write`. Each figure is a ratio within one run, its median over the rounds and its ' +
      'range; `a second` and all else that is no ratio belongs to the machine. p50 and p99 are at half of what bare ' +
      '`node:http` does at most, or where that is less, at half of what each itself does.',
  ]
  const sections = Object.entries(all).map(([name, { tables, ...how }]) =>
    [`## ${name}`, howOf(name, how), ...tables.map(markdownOf)].join('\n\n'),
  )
  return `${[...head, ...sections].join('\n\n')}\n`
}

function howOf(name: string, { day, rounds, machine, versions }: Omit<Found, 'tables'>): string {
  return `${day}, \`npm run bench -- ${name} --rounds ${rounds}\`: ${machine}. ${versions}.`
}

function markdownOf({ title, columns, lines, disqualified = [] }: Table): string {
  const head = ['', 'median', 'range', 'target', ...columns]
  const rows = lines.map((line) => {
    const { middle, range } = spread(line.figures)
    return [line.name, middle, range, verdict(line), ...line.cells]
  })
  const out = disqualified.map(({ name, fault }) => `\n${name} is disqualified: ${escaped(fault)}`)
  return [`### ${title}\n`, ...grid([head, ...rows]), ...out].join('\n')
}

function grid([head = [], ...rows]: readonly (readonly string[])[]): readonly string[] {
  const row = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`
  return [row(head), row(head.map(() => '---')), ...rows.map(row)]
}

/** A bar or the start of a tag in a fault would break the table. */
function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}

function chartOf(same: Table, many: Table): string {
  const names = same.lines.map(({ name }) => name).filter((name) => lineOf(many, name) !== undefined)
  const middle = (table: Table, name: string) => median(lineOf(table, name)?.figures ?? [])
  return barChart({
    title: 'Answers a second: bare node:http is 1',
    series: ['one id asked again', 'ids spread over a million'],
    rows: names.map((name) => ({ name, values: [middle(same, name), middle(many, name)] })),
  })
}

function lineOf({ lines }: Table, name: string): Line | undefined {
  return lines.find((line) => line.name === name)
}

/** The ratios that a reader decides by, and where all others are. */
function summaryOf(same: Table, many: Table, tables: readonly Table[]): string {
  const shown = (line: Line | undefined) => (line === undefined ? '' : spread(line.figures).middle)
  const rows = same.lines.map((line) => [line.name, shown(line), shown(lineOf(many, line.name))])
  const against = tables
    .map(({ title, lines }) => ({ title, lines: lines.filter(({ target }) => target !== undefined) }))
    .filter(({ title, lines }) => /Prism.* is 1$/.test(title) && lines.length > 0)
    .map(({ title, lines }) => {
      const figures = lines.map((line) => `${line.name} ${shown(line)}`)
      return `- ${title.replace(': ', ', ')}: ${figures.join(', ')}`
    })
  return [
    '![Answers a second, against bare node:http](bench/results.svg)\n',
    ...grid([['answers a second, bare `node:http` is 1', 'one id again', 'spread ids'], ...rows]),
    '',
    ...against,
    '',
    'Machine, versions, latencies, memory and all other cases: [bench/results.md](bench/results.md).\n',
  ].join('\n')
}
