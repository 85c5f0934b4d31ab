import { availableParallelism } from 'node:os'
import { createGatheredJournal } from '../../node/gathered-journal.ts'
import { addCounts, createCounts } from '../../node/metrics/counts.ts'
import type { Running } from '../../node/serve.ts'
import { greet, listen, type Prepared, type StartOptions, say } from '../start.ts'
import { Crew } from './crew.ts'

/** How often workers are asked for what they did, in milliseconds: while somebody looks on, and otherwise. */
const INTERVAL = { followed: 100, usual: 1000 }

/** Has workers answer on one port, and itself the pages, which they ask it for. */
export async function runPrimary({ serving, changes }: Prepared, options: StartOptions): Promise<Running> {
  const journal = createGatheredJournal()
  const counts = createCounts()
  const crew: { current?: Crew } = {}
  const pages = await listen(
    serving,
    { ...options, port: 0, host: '127.0.0.1' },
    {
      journal,
      counts,
      bound: options.host,
      refresh: async () => crew.current?.gather(),
      operating: {
        async counts() {
          await crew.current?.gather()
          return addCounts([counts.read(), crew.current?.counts() ?? counts.read()])
        },
        workers: () => crew.current?.listening ?? 0,
      },
    },
  )
  crew.current = new Crew({
    size: options.workers === 'auto' ? availableParallelism() : options.workers,
    port: options.port,
    pages: Number(new URL(pages.url).port),
    journal,
    documents: () => serving.documents.map(({ loaded }) => loaded()),
    say: say(options),
  })
  const { current } = crew
  changes((at, loaded) => current.order({ kind: 'document', at, loaded }))
  const stop = followWorkers(current, () => journal.isFollowed)
  const close = async () => {
    stop()
    await current.close()
    await pages.close()
  }
  try {
    const url = await current.start()
    greet(url, serving, options)
    return { url, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Asks in time for what would be lost with a worker, and often while somebody looks on. Returns what ends it. */
function followWorkers(crew: Crew, isFollowed: () => boolean): () => void {
  let passed = 0
  const timer = setInterval(() => {
    passed += INTERVAL.followed
    if (!isFollowed() && passed < INTERVAL.usual) return
    passed = 0
    void crew.gather()
  }, INTERVAL.followed)
  return () => clearInterval(timer)
}
