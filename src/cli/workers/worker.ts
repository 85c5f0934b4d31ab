import { createForward } from '../../node/forward.ts'
import { createJournal, type Journal } from '../../node/journal.ts'
import { type Changing, changing } from '../../node/live.ts'
import { LoadError, type LoadedDocument } from '../../node/load.ts'
import { createCounts } from '../../node/metrics/counts.ts'
import type { Running } from '../../node/serve.ts'
import { compile } from '../compile.ts'
import { type PreparedDocument, toServed } from '../prepare.ts'
import { listen, type StartOptions, toServing } from '../start.ts'
import type { Order, Report } from './messages.ts'

/** Answers what the API has; for the rest it asks the primary, which also brings it the documents. */
export function runWorker(prepared: readonly PreparedDocument[], options: StartOptions): void {
  const journal = createJournal()
  const counts = createCounts()
  let lives: readonly Changing[] = []
  let running: Promise<Running> | undefined
  let told = 0
  const say = (report: Report) => {
    if (process.connected) process.send?.(report)
  }
  const tell = (after: number) => {
    told = journal.latest
    say({ kind: 'told', ...toTold(journal, after), latest: told, counts: counts.read() })
  }
  const close = async () => {
    await running?.then(
      (one) => one.close(),
      () => undefined, // that it could not listen has been told
    )
    tell(told)
    if (process.connected) process.disconnect()
  }
  const obey: { readonly [Kind in Order['kind']]: (order: Extract<Order, { kind: Kind }>) => void } = {
    start({ documents, pages, port }) {
      lives = prepared.map(({ options }, at) =>
        changing(compile(documents[at] as LoadedDocument, options, mute)),
      )
      const serving = toServing(
        prepared.map((one, at) => toServed(one, lives[at] as Changing)),
        options,
      )
      running = listen(serving, { ...options, port }, { journal, counts, beside: createForward(pages) })
      running.then(
        ({ url }) => say({ kind: 'listening', url }),
        (error) => fail(error, say),
      )
    },
    document({ at, loaded }) {
      lives[at]?.change(compile(loaded, (prepared[at] as PreparedDocument).options, mute))
    },
    tell: ({ after }) => tell(after),
    close: () => void close(),
  }
  process.on('message', (order: Order) => obey[order.kind](order as never))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close)
  say({ kind: 'hello' })
}

/** The primary has said it. */
function mute(): void {}

function fail(error: unknown, say: (report: Report) => void): void {
  if (!(error instanceof LoadError)) throw error
  say({ kind: 'fault', message: error.message })
  process.disconnect()
}

function toTold(journal: Journal, after: number) {
  const exchanges = journal.after(after)
  return { exchanges, missed: journal.latest - after - exchanges.length }
}
