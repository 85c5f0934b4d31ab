import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Where a role runs; `anywhere` is left to the system. */
const CORES = { server: 0, load: 1, anywhere: undefined } as const
const PIN = 'taskset'
const LONGEST_START = 30_000

let pins: boolean | undefined

/** Are there two cores, and the tool that keeps a process on one? */
export function canPin(): boolean {
  pins ??= [CORES.server, CORES.load].every((core) => spawnSync(PIN, ['-c', `${core}`, 'true']).status === 0)
  return pins
}

/** Runs Node, on a core of its own where that can be had, with a channel to it where one is wanted. */
export function spawnNode(
  args: readonly string[],
  role: keyof typeof CORES,
  channel: 'ipc' | 'ignore',
): ChildProcess {
  const command = [process.execPath, ...args]
  const core = CORES[role]
  const isPinned = core !== undefined && canPin()
  const [program = '', ...rest] = isPinned ? [PIN, '-c', `${core}`, ...command] : command
  return spawn(program, rest, { stdio: ['ignore', 'ignore', 'inherit', channel] })
}

/** Connects as soon as a process listens. Rejects where it ends before. */
export async function connectWhenOpen(child: ChildProcess, port: number): Promise<Socket> {
  const deadline = performance.now() + LONGEST_START
  while (child.exitCode === null && performance.now() < deadline) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const opened = await once(socket, 'connect').then(
      () => true,
      () => false, // refused: it is not yet there
    )
    if (opened) return socket
    await sleep(1)
  }
  throw new Error(`nothing listens on ${port}: ${child.spawnargs.join(' ')}`)
}

export async function ask<Answer>(child: ChildProcess, question: object | string): Promise<Answer> {
  const over = new AbortController()
  const { signal } = over
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error(`it ended: ${child.spawnargs.join(' ')}`)
  })
  const answered = once(child, 'message', { signal })
  try {
    child.send(question)
    const [answer] = await Promise.race([answered, ended])
    return answer as Answer
  } finally {
    over.abort()
    await Promise.allSettled([answered, ended])
  }
}

/** SIGTERM lets a process leave as it does when a person ends it, and keep what it keeps for its next start. */
export async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

/** Given by the system, for servers that cannot say which port they took. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
