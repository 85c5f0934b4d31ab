import type { DocumentSetting } from '../configuration/documents.ts'
import type { SETTINGS, SettingName, Values } from '../configuration/settings.ts'
import type { Mock } from '../index.ts'
import { sendCallbacks } from '../node/callbacks.ts'
import { composeMocks } from '../node/documents/compose.ts'
import { overlaps } from '../node/documents/overlap.ts'
import { type ServedDocument, showcaseOf } from '../node/documents/served.ts'
import { type Live, reloading, unchanging } from '../node/live.ts'
import { LoadError, type LoadedDocument, loadDocument } from '../node/load.ts'
import { type Running, type ServeOptions, serve } from '../node/serve.ts'
import { banner } from './banner.ts'
import { compile, warn } from './compile.ts'
import { writeLines } from './lines.ts'
import { callbackLine, createLog, type LogAnswer } from './log.ts'
import { OWN_DOCUMENT } from './own.ts'
import { type PreparedDocument, prepareDocuments, toServed } from './prepare.ts'

/** The settings of serving, read and checked; those that have no default may be absent. */
export type StartOptions = Required<Pick<Values, WithDefault>> &
  Pick<Values, Exclude<SettingName, WithDefault | 'documents'>>

type WithDefault = {
  [Name in SettingName]: 'default' extends keyof (typeof SETTINGS)[Name] ? Name : never
}[SettingName]

/** What is served, before anybody listens. */
export interface Prepared {
  readonly serving: Serving
  /** Has every change of a document told, with its place among all. */
  changes(listener: OnChange): void
}

type OnChange = (at: number, loaded: LoadedDocument) => void

/** Loads, compiles and serves. Throws a LoadError where a document or the port does not allow it. */
export async function start(documents: readonly DocumentSetting[], options: StartOptions): Promise<Running> {
  const prepared = await prepareDocuments(
    documents.length === 0 ? [{ path: OWN_DOCUMENT }] : documents,
    options,
  )
  const lives: Live[] = []
  const close = () => Promise.all(lives.map((live) => live.close()))
  const listeners: OnChange[] = []
  try {
    for (const [at, one] of prepared.entries()) {
      lives.push(
        makeLive(one, options, (loaded) => {
          for (const listener of listeners) listener(at, loaded)
        }),
      )
    }
    const served = prepared.map((one, at) => toServed(one, lives[at] as Live))
    const serving = toServing(served, options)
    warn(served.length > 1 ? overlaps(served) : [])
    const running = await run({ serving, changes: (listener) => listeners.push(listener) }, options)
    return { ...running, close: () => Promise.all([running.close(), close()]).then(() => undefined) }
  } catch (error) {
    await close()
    throw error
  }
}

/** One process answers, or several do. */
async function run(prepared: Prepared, options: StartOptions): Promise<Running> {
  if (options.workers !== 1) return (await import('./workers/primary.ts')).runPrimary(prepared, options)
  const running = await listen(prepared.serving, options)
  greet(running.url, prepared.serving, options)
  return running
}

/** What a worker is: it has its documents from the primary. */
export async function startWorker(
  documents: readonly DocumentSetting[],
  options: StartOptions,
): Promise<void> {
  const prepared = await prepareDocuments(
    documents.length === 0 ? [{ path: OWN_DOCUMENT }] : documents,
    options,
  )
  const { runWorker } = await import('./workers/worker.ts')
  runWorker(prepared, options)
}

function makeLive(
  { file, options: mockOptions }: PreparedDocument,
  options: StartOptions,
  onChange: (loaded: LoadedDocument) => void,
): Live {
  const compileFile = () => compile(loadDocument(file), mockOptions)
  return options.watch ? reloading(compileFile, say(options), onChange) : unchanging(compileFile)
}

/** What a server serves: one mock, whatever it is made of. */
export interface Serving {
  readonly mock: Mock
  readonly documents: readonly ServedDocument[]
  readonly loaded: (operation?: string) => LoadedDocument
}

export function toServing(
  documents: readonly ServedDocument[],
  options: Pick<StartOptions, 'cors' | 'seed'>,
): Serving {
  const [first] = documents as readonly [ServedDocument, ...ServedDocument[]]
  if (documents.length === 1 && first.prefix === '') {
    return { mock: first.mock, documents, loaded: first.loaded }
  }
  const mock = composeMocks(documents, options)
  return { mock, documents, loaded: mock.loadedOf }
}

/** Lines of JSON stay alone on standard output; a silent mock still says where it is. */
export function greet(url: string, { documents, mock }: Serving, { log, pages }: StartOptions): void {
  if (log === 'silent') process.stdout.write(`${url}\n`)
  else (log === 'json' ? process.stderr : process.stdout).write(banner(url, documents, mock, pages))
}

export function say({ log }: Pick<StartOptions, 'log'>): (line: string) => void {
  return log === 'silent' ? () => undefined : (line) => process.stderr.write(`${line}\n`)
}

/** What a process among several does otherwise than one alone. */
type Otherwise = Pick<ServeOptions, 'journal' | 'counts' | 'operating' | 'refresh' | 'beside'> & {
  readonly bound?: string
}

/** Throws a LoadError where it cannot listen. */
export async function listen(
  { mock, documents, loaded }: Serving,
  options: StartOptions,
  { bound, ...otherwise }: Otherwise = {},
): Promise<Running> {
  const { port, host, delay, log, seed, allowHost: allowed } = options
  const [first] = documents
  const pages = {
    seed: documents.length === 1 && first !== undefined ? first.seed : seed,
    allowed,
    showcase: showcaseOf(documents),
    ...(documents.length > 1 && { documents }),
    ...(bound !== undefined && { bound }),
  }
  const write = createLog(log, writeLines())
  const onAnswer = withCallbacks(write, mock, options)
  try {
    return await serve(mock, loaded, {
      port,
      host,
      delay,
      ...otherwise,
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
  mock: Mock,
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
