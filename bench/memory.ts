import { ours } from './contender.ts'
import { customerDetail } from './request.ts'
import { withStage } from './stage.ts'
import type { Line, Table } from './summary.ts'

const FEW = 10_000
const MANY = 1_000_000
/** How often the few are asked for: by then V8 has given its heap the size that this load calls for. */
const TIMES = 20
const CONNECTIONS = 64
const MEGABYTE = 1024 * 1024
const AT_MOST = { is: 'at most', value: 30 } as const

/** Memory after a million different ids, and after ten thousand. */
export function measureMemory(): Promise<readonly Table[]> {
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
    const title = 'memory after a million different ids, more than after ten thousand, in MB'
    const resident = { ...line('resident', few.rss, many.rss), target: AT_MOST }
    return [{ title, columns: ['measured'], lines: [resident, line('JavaScript heap', few.heap, many.heap)] }]
  })
}

function line(name: string, few: number, many: number): Line {
  const cells = [`${(many / MEGABYTE).toFixed(1)} to ${(few / MEGABYTE).toFixed(1)} MB`]
  return { name, figures: [(many - few) / MEGABYTE], cells }
}
