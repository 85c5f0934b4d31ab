import { ours } from './contender.ts'
import { customerDetail } from './request.ts'
import { withStage } from './stage.ts'

const FEW = 10_000
const MANY = 1_000_000
/** How often the few are asked for: by then V8 has given its heap the size that this load calls for. */
const TIMES = 20
const CONNECTIONS = 64
const MEGABYTE = 1024 * 1024
const AT_MOST = 30

/** Memory after a million different ids, and after ten thousand. */
export function measureMemory(): Promise<void> {
  return withStage(async (stage) => {
    const load = stage.startLoad()
    const mock = await stage.start(ours)
    const ask = (from: number, requests: number) =>
      load.run({
        port: mock.port,
        request: customerDetail,
        connections: CONNECTIONS,
        ids: { spreadFrom: from },
        until: { requests },
      })
    for (let time = 0; time < TIMES; time++) await ask(0, FEW)
    const few = await mock.usage('memory')
    await ask(FEW, MANY - FEW)
    const many = await mock.usage('memory')
    const rows = [row('resident', few.rss, many.rss, AT_MOST), row('JavaScript heap', few.heap, many.heap)]
    process.stdout.write(`\nmemory after a million different ids, against ten thousand\n${rows.join('')}`)
  })
}

function row(name: string, few: number, many: number, atMost?: number): string {
  const grown = (many - few) / MEGABYTE
  const verdict = atMost === undefined ? '' : `at most +${atMost}: ${grown <= atMost ? 'reached' : 'MISSED'}`
  const shown = `${grown < 0 ? '' : '+'}${grown.toFixed(1)} MB`
  const note = `${(many / MEGABYTE).toFixed(1)} to ${(few / MEGABYTE).toFixed(1)} MB`
  return `  ${name.padEnd(22)}${shown.padStart(10).padEnd(28)}${verdict.padEnd(26)}${note}\n`
}
