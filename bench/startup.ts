import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { type Contender, expressHello, ours } from './contender.ts'
import { connectWhenOpen, end, freePort, spawnNode } from './process.ts'
import { customerDetail, onTheWire, type Request, withId } from './request.ts'
import { type Effort, line, median } from './summary.ts'

const HELLO: Request = { target: '/', headers: { Host: '127.0.0.1' }, expected: 'Hello World!' }
const AT_MOST = { is: 'at most', value: 2 } as const
const STARTS_A_ROUND = 3

/** From the start of a process to its first answer, which has to be right. */
export async function measureStart({ rounds }: Effort): Promise<void> {
  const starts: { readonly mock: number; readonly hello: number }[] = []
  await firstAnswer(ours, customerDetail) // the first start of all reads and compiles what later ones find done
  await firstAnswer(expressHello, HELLO)
  for (let start = 0; start < rounds * STARTS_A_ROUND; start++) {
    const mock = await firstAnswer(ours, customerDetail)
    starts.push({ mock, hello: await firstAnswer(expressHello, HELLO) })
  }
  const ratios = starts.map(({ mock, hello }) => mock / hello)
  const mine = median(starts.map(({ mock }) => mock)).toFixed(0)
  const theirs = median(starts.map(({ hello }) => hello)).toFixed(0)
  const title = 'start to first answer, against an Express hello world'
  process.stdout.write(`\n${title}\n${line('time', ratios, `${mine} to ${theirs} ms`, AT_MOST)}`)
}

/** In milliseconds. */
async function firstAnswer(contender: Contender, request: Request): Promise<number> {
  const port = await freePort()
  const started = performance.now()
  const child = spawnNode(contender.command(port), 'anywhere', 'ignore')
  try {
    const answer = await firstText(child, port, withId(onTheWire(request))(1))
    if (answer.startsWith('HTTP/1.1 200 ') && answer.includes(withId(request.expected)(1)))
      return performance.now() - started
    throw new Error(`${contender.name} answers wrong:\n${answer}`)
  } finally {
    await end(child, 'SIGTERM')
  }
}

async function firstText(child: ChildProcess, port: number, request: string): Promise<string> {
  const socket = await connectWhenOpen(child, port)
  socket.write(request)
  const [chunk] = await once(socket, 'data')
  socket.destroy()
  return String(chunk)
}
