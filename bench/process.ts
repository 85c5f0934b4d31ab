import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Where a role runs; `anywhere` is left to the system. */
const CORES = { server: 0, load: 1, anywhere: undefined } as const
const PIN = 'taskset'
const LONGEST_START = 300_000 // some need more than a minute for a document of 13 MB
const LONGEST_END = 3000

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
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  const command = [process.execPath, ...args]
  const core = CORES[role]
  const isPinned = core !== undefined && canPin()
  const [program = '', ...rest] = isPinned ? [PIN, '-c', `${core}`, ...command] : command
  return spawn(program, rest, {
    stdio: ['ignore', 'ignore', 'inherit', channel],
    env: { ...process.env, ...env },
  })
}

/** Connects as soon as a process listens. Rejects where it ends before. */
export async function connectWhenOpen(child: ChildProcess, port: number): Promise<Socket> {
  const started = performance.now()
  const waited = () => performance.now() - started
  while (child.exitCode === null && waited() < LONGEST_START) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const opened = await once(socket, 'connect').then(
      () => true,
      () => false, // refused: it is not yet there
    )
    if (opened) return socket
    await sleep(Math.max(1, waited() / 500)) // not to disturb a long start
  }
  throw new Error(`nothing listens on ${port}: ${child.spawnargs.join(' ')}`)
}

/** What a process of ours sends when it was asked. Other messages, such as the `ready` of some peers, are not for us. */
export interface Reply<Answer> {
  readonly answer: Answer
}

export async function ask<Answer>(child: ChildProcess, question: object | string): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const listen = (message: unknown) => {
    if (typeof message === 'object' && message !== null && 'answer' in message)
      resolve(message.answer as Answer)
  }
  const fail = () => reject(new Error(`it ended: ${child.spawnargs.join(' ')}`))
  child.on('message', listen).once('exit', fail)
  try {
    child.send(question)
    return await promise
  } finally {
    child.off('message', listen).off('exit', fail)
  }
}

/**
 * SIGTERM lets a process leave as it does when a person ends it, and keep what it keeps for its next start; one that
 * does not leave is not waited for.
 */
export async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_END)
  await ended
  clearTimeout(timer)
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
