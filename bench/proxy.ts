import { bareHttp, bareProxy, type Contender, ourProxy, ours, prismProxy } from './contender.ts'
import { connectWhenOpen, end, freePort, spawnNode } from './process.ts'
import { customerDetail } from './request.ts'
import { withStage } from './stage.ts'
import { type Effort, line, median } from './summary.ts'
import { type Figures, meter, middleAnswer, SAME_ID, SLICE, WARM_UP } from './throughput.ts'

interface Round {
  readonly proxy: Figures
  readonly bare: Figures
  readonly prism: Figures
}

type Side = keyof Round

/**
 * What it costs to hold each exchange against the document on its way: against a proxy that passes on whatever comes,
 * and against Prism's. All have the same back end, `node:http` that sends the answer for a customer.
 */
export async function measureProxy({ rounds, seconds }: Effort): Promise<void> {
  const { body } = await withStage(async (stage) =>
    middleAnswer((await stage.start(ours)).port, customerDetail, [SAME_ID]),
  )
  const done: Round[] = []
  for (let round = 0; round < rounds; round++) {
    done.push(await withBackEnd(bareHttp(body), (port) => measureRound(port, seconds)))
  }
  process.stdout.write(report(done))
}

/** The back end shares the processor of the load, so that what is measured has its own. */
async function withBackEnd<T>(backEnd: Contender, use: (port: number) => Promise<T>): Promise<T> {
  const port = await freePort()
  const child = spawnNode(backEnd.command(port), 'load', 'ignore')
  try {
    ;(await connectWhenOpen(child, port)).destroy()
    return await use(port)
  } finally {
    await end(child)
  }
}

/** All afresh, warmed up, and then in turn in short slices. */
function measureRound(backEnd: number, seconds: number): Promise<Round> {
  return withStage(async (stage) => {
    const load = stage.startLoad()
    const request = { ...customerDetail, expected: `"id":${SAME_ID},` }
    const start = async (contender: Contender) =>
      meter(await stage.start(contender), load, request, () => ({ same: SAME_ID }))
    const proxy = await start(ourProxy(backEnd))
    const bare = await start(bareProxy(backEnd))
    const prism = await start(prismProxy(backEnd))
    for (const side of [proxy, bare]) await side.slice(WARM_UP)
    await prism.slice({ requests: WARM_UP.requests / 10 })
    for (const side of [proxy, bare, prism]) side.reset()
    for (let passed = 0; passed < seconds; passed += SLICE.seconds) {
      for (const side of [proxy, bare, prism]) await side.slice(SLICE)
    }
    return { proxy: proxy.figures(), bare: bare.figures(), prism: prism.figures() }
  })
}

function report(rounds: readonly Round[]): string {
  const middle = (side: Side, figure: keyof Figures) =>
    median(rounds.map((round) => round[side][figure])).toFixed(figure === 'cpu' ? 1 : 0)
  const versus = (other: Side, name: string, least: number) => {
    const target = { is: 'at least', value: least } as const
    const throughput = line(
      'throughput',
      rounds.map((round) => round.proxy.perSecond / round[other].perSecond),
      `${middle('proxy', 'perSecond')} to ${middle(other, 'perSecond')} requests a second`,
      target,
    )
    const cpu = line(
      'by processor time',
      rounds.map((round) => round[other].cpu / round.proxy.cpu),
      `${middle('proxy', 'cpu')} to ${middle(other, 'cpu')} µs a request`,
      target,
    )
    return `\ncustomer detail through the proxy, against ${name}\n${throughput}${cpu}`
  }
  return versus('bare', 'node:http that passes on what comes', 0.5) + versus('prism', "Prism's proxy", 5)
}
