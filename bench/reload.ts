import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Contender, prism, serving } from './contender.ts'
import { OPERATION, operations, writeOperations } from './documents.ts'
import type { Job, Waits } from './load.ts'
import { about, type Request } from './request.ts'
import { type Load, type Running, withStage } from './stage.ts'
import { type Disqualified, digits, type Effort, type Line, median, type Table } from './summary.ts'

const PER_SECOND = 500
const CONNECTIONS = 16
/** Between an edit that is served and the next one. */
const PAUSE = 200
/** Longer than this nobody waits for an edit. */
const LONGEST = 30_000

const ITEM: Request = about(OPERATION, 1)

interface Case {
  readonly contender: Contender
  /** How many operations the document has. */
  readonly count: number
  readonly file: string
  readonly isPeer: boolean
}

/** A document that is edited again and again while it is asked: no answer is lost or wrong, and few are late. */
export async function measureReload(effort: Effort): Promise<readonly Table[]> {
  const disqualified: Disqualified[] = []
  const lines: Line[] = []
  for (const one of cases()) {
    try {
      lines.push(...(await measureCase(one, effort)))
    } catch (error) {
      if (!one.isPeer) throw error
      disqualified.push({ name: nameOf(one), fault: (error as Error).message })
    }
  }
  const title = `a document edited while it is asked ${PER_SECOND} times a second`
  return [{ title, columns: ['measured'], lines, disqualified }]
}

function cases(): readonly Case[] {
  const files = [10, 1000].map((count) => ({ count, file: writeOperations(count) }))
  return [
    ...files.map((one) => ({ ...one, contender: serving('miaosuan-mock', one.file), isPeer: false })),
    ...files.map((one) => ({ ...one, contender: prism('Prism', one.file), isPeer: true })),
  ]
}

interface Round {
  readonly still: Waits
  readonly edited: Waits
  /** Milliseconds from a write to the first answer that shows it. */
  readonly shown: number
}

async function measureCase(one: Case, { rounds, seconds }: Effort): Promise<readonly Line[]> {
  const done: Round[] = []
  for (let round = 0; round < rounds; round++) done.push(await measureRound(one, Math.max(1, seconds)))
  const middle = (figure: (round: Round) => number) => digits(median(done.map(figure)))
  const name = nameOf(one)
  return [
    {
      name: `${name}: p99, without edits 1`,
      figures: done.map(({ still, edited }) => edited.p99 / still.p99),
      cells: [
        `${middle(({ edited }) => edited.p99)} to ${middle(({ still }) => still.p99)} ms, longest ${middle(({ edited }) => edited.longest)} ms`,
      ],
    },
    {
      name: `${name}: edit to answer, ms`,
      figures: done.map(({ shown }) => shown),
      cells: [''],
    },
  ]
}

function nameOf({ contender, count }: Case): string {
  return `${contender.name}, ${count} operations`
}

function measureRound(one: Case, seconds: number): Promise<Round> {
  return withStage(async (stage) => {
    const load = stage.startLoad()
    const running = await stage.start(one.contender)
    await trickle(load, running, seconds) // warms up
    const still = await trickle(load, running, seconds)
    const over = new AbortController()
    const [edited, times] = await Promise.all([
      trickle(load, running, seconds).finally(() => over.abort()),
      edit(one, running, over.signal),
    ])
    return { still, edited, shown: median(times) }
  })
}

async function trickle(load: Load, { port }: Running, seconds: number): Promise<Waits> {
  const ids: Job['ids'] = { same: 1 }
  const until = { seconds }
  const job = { port, request: ITEM, connections: CONNECTIONS, ids, until, perSecond: PER_SECOND }
  return (await load.run(job)).waits as Waits
}

/** Edits until it is told to stop, and gives how long each edit took to be answered. */
async function edit(
  { file, count }: Case,
  running: Running,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const times: number[] = []
  do {
    const started = performance.now()
    const name = `as edited at ${started}`
    writeFileSync(file, JSON.stringify(operations(count, name)))
    await untilShown(running, name)
    times.push(performance.now() - started)
    await sleep(PAUSE)
  } while (!signal.aborted)
  return times
}

async function untilShown({ port }: Running, name: string): Promise<void> {
  const started = performance.now()
  while (performance.now() - started < LONGEST) {
    // whether an answer is lost is for the load to say
    const text = await fetch(`http://127.0.0.1:${port}${ITEM.target}`, { headers: ITEM.headers }).then(
      (response) => response.text(),
      () => '',
    )
    if (text.includes(name)) return
    await sleep(2)
  }
  throw new Error(`an edit was not served within ${LONGEST / 1000} s`)
}
