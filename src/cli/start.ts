import { createMock, DocumentError, type Fault, type Fixtures, type MockOptions } from '../index.ts'
import { sendCallbacks } from '../node/callbacks.ts'
import { type Compiled, type Live, reloading, unchanging } from '../node/live.ts'
import {
  describeFaults,
  describeTextFault,
  LoadError,
  type LoadedDocument,
  loadDocument,
} from '../node/load.ts'
import { loadWords } from '../node/locale.ts'
import { type Running, serve } from '../node/serve.ts'
import { banner } from './banner.ts'
import { callbackLine, createLog, type LogAnswer, type LogFormat } from './log.ts'
import { fixturesFor, OWN_DOCUMENT } from './own.ts'

/** The options of the command line, read and checked. */
export interface StartOptions {
  readonly port: number
  readonly host: string
  readonly seed: string
  readonly locale?: string
  readonly dynamic: boolean
  readonly errorStatus: 'http' | '200'
  readonly delay: number
  readonly cors: boolean
  readonly watch: boolean
  /** Calls back: this machine alone, or the hosts named too. `undefined`: does not. */
  readonly callbacks?: readonly string[]
  readonly log: LogFormat
  readonly pages: boolean
  /** Names beyond those of this machine that the pages answer to. */
  readonly allowHost: readonly string[]
}

/** Loads, compiles and serves. Throws a LoadError where the document or the port does not allow it. */
export async function start(file: string = OWN_DOCUMENT, options: StartOptions): Promise<Running> {
  const fixtures = await fixturesFor(file)
  const words = options.locale === undefined ? undefined : await loadWords(options.locale)
  const { seed, dynamic, errorStatus, cors } = options
  const mockOptions = {
    seed,
    dynamic,
    errorStatus,
    cors,
    ...(fixtures && { fixtures }),
    ...(words && { words }),
  }
  const compileFile = () => compile(loadDocument(file), mockOptions)
  const live = options.watch ? reloading(compileFile, say(options)) : unchanging(compileFile)
  try {
    const running = await listen(live, options, fixtures)
    greet(running.url, live, options)
    return { ...running, close: () => Promise.all([running.close(), live.close()]).then(() => undefined) }
  } catch (error) {
    await live.close()
    throw error
  }
}

/** Lines of JSON stay alone on standard output; a silent mock still says where it is. */
function greet(url: string, { loaded, mock }: Live, { log, pages }: StartOptions): void {
  if (log === 'silent') process.stdout.write(`${url}\n`)
  else (log === 'json' ? process.stderr : process.stdout).write(banner(url, loaded, mock, pages))
}

function compile(loaded: LoadedDocument, options: MockOptions): Compiled {
  try {
    const mock = createMock(loaded.document, options)
    warn([...loaded.warnings.map(describeTextFault), ...describeAll(loaded, mock.warnings)])
    return { loaded, mock }
  } catch (error) {
    if (error instanceof DocumentError) throw new LoadError(describeFaults(loaded, error.faults))
    throw error
  }
}

/** How many warnings are shown: some public documents have hundreds of one kind. */
const SHOWN_WARNINGS = 20

export function warn(warnings: readonly string[]): void {
  if (warnings.length === 0) return
  const more = warnings.length - SHOWN_WARNINGS
  const lines = [...warnings.slice(0, SHOWN_WARNINGS), ...(more > 0 ? [`and ${more} more warnings`] : [])]
  process.stderr.write(`${lines.join('\n')}\n`)
}

export function describeAll(loaded: LoadedDocument, warnings: readonly Fault[]): readonly string[] {
  const described = describeFaults(loaded, warnings)
  return described === '' ? [] : described.split('\n')
}

function say({ log }: StartOptions): (line: string) => void {
  return log === 'silent' ? () => undefined : (line) => process.stderr.write(`${line}\n`)
}

async function listen(live: Live, options: StartOptions, fixtures?: Fixtures): Promise<Running> {
  const { port, host, delay, log, seed, allowHost: allowed } = options
  const pages = { seed, allowed, showcase: fixtures?.showcase ?? [] }
  const onAnswer = withCallbacks(
    createLog(log, (line) => process.stdout.write(line)),
    live,
    options,
  )
  try {
    return await serve(live.mock, () => live.loaded, {
      port,
      host,
      delay,
      ...(options.pages && { pages }),
      ...(onAnswer && { onAnswer }),
    })
  } catch (error) {
    throw new LoadError(listenFault(error as NodeJS.ErrnoException, host, port))
  }
}

/** Sends the callbacks of an answer once it is on its way, and says what became of them. */
function withCallbacks(
  onAnswer: LogAnswer | undefined,
  { mock }: Live,
  options: StartOptions,
): LogAnswer | undefined {
  const { callbacks: hosts } = options
  if (hosts === undefined) return onAnswer
  const tell = say(options)
  return (request, response, milliseconds) => {
    onAnswer?.(request, response, milliseconds)
    sendCallbacks(mock.callbacks(request, response), {
      hosts,
      onCallback: (outcome) => tell(callbackLine(outcome)),
    })
  }
}

export function listenFault({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `port ${port} of ${host} is in use; choose another with --port, or --port 0 for any free one`
  if (code === 'EACCES')
    return `port ${port} of ${host} is not allowed to this user; choose one above 1023 with --port`
  return `cannot listen on ${host}:${port}: ${message}`
}
