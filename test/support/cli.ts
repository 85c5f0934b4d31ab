import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface RunningCli {
  readonly url: string
  readonly pid: number
  /** All that was printed so far, without colours. */
  output(): string
  /** All that was written to standard error. */
  errors(): string
  /** The first line printed that holds a text, waiting for it where it has not come yet. */
  line(part: string): Promise<string>
  /** Sends a signal and gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface EndedCli {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts the command as a user does, on a free port, and waits until it says where it listens. */
export function startCli(...args: string[]): Promise<RunningCli> {
  return startCliOf(root, ...args)
}

/** As `startCli`, of another copy of this project. */
export function startCliOf(folder: string, ...args: string[]): Promise<RunningCli> {
  return running(spawnCli(['--port', '0', ...args], folder))
}

/** Where a command runs, and what its environment has besides. */
export interface CliPlace {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
}

/** Starts the command in a folder; the port is for the arguments, the environment or a configuration to say. */
export function startCliIn(place: CliPlace, ...args: string[]): Promise<RunningCli> {
  return running(spawnCli(args, root, place))
}

async function running(child: ChildProcess): Promise<RunningCli> {
  const text = collect(child)
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = /http:\/\/[^\s]+:\d+/.exec(text.stdout + text.stderr)
      if (found !== null) resolve(found[0])
    }
    child.stdout?.on('data', look)
    child.stderr?.on('data', look)
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${text.stdout}${text.stderr}`)))
  })
  return {
    url,
    pid: child.pid as number,
    output: () => text.stdout,
    errors: () => text.stderr,
    line: (part) => vi.waitFor(() => lineWith(text.stdout, part), { timeout: 10_000 }),
    async stop(signal = 'SIGTERM') {
      const ended = once(child, 'close')
      child.kill(signal)
      const [code] = await ended
      return code as number | null
    },
  }
}

function lineWith(text: string, part: string): string {
  const line = text.split('\n').find((one) => one.includes(part))
  if (line === undefined) throw new Error(`no line has ${part}: ${text}`)
  return line
}

/** Runs the command to its end. */
export function runCli(...args: string[]): Promise<EndedCli> {
  return ended(spawnCli(args))
}

/** Runs the command in a folder to its end. */
export function runCliIn(place: CliPlace, ...args: string[]): Promise<EndedCli> {
  return ended(spawnCli(args, root, place))
}

async function ended(child: ChildProcess): Promise<EndedCli> {
  const text = collect(child)
  const [code] = await once(child, 'close')
  return { code: code as number | null, ...text }
}

function spawnCli(
  args: readonly string[],
  folder = root,
  { cwd, env }: CliPlace = { cwd: folder },
): ChildProcess {
  return spawn(process.execPath, [join(folder, 'src/cli/main.ts'), ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
  })
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const text = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    text.stdout += chunk
  })
  child.stderr?.setEncoding('utf8').on('data', (chunk) => {
    text.stderr += chunk
  })
  return text
}
