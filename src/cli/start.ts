import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createMock, DocumentError, type Fixtures, type Mock } from '../index.ts'
import { describeFaults, LoadError, type LoadedDocument, loadDocument } from '../node/load.ts'
import { type Running, serve } from '../node/serve.ts'
import { banner } from './banner.ts'
import { createLog, type LogFormat } from './log.ts'

/** The options of the command line, read and checked. */
export interface StartOptions {
  readonly port: number
  readonly host: string
  readonly seed: string
  readonly errorStatus: 'http' | '200'
  readonly delay: number
  readonly log: LogFormat
}

/** The contract of this project, which is served where no other document is named. */
const OWN_DOCUMENT = fileURLToPath(new URL('../../openapi/openapi.yaml', import.meta.url))

/** Loads, compiles and serves. Throws a LoadError where the document or the port does not allow it. */
export async function start(file: string | undefined, options: StartOptions): Promise<Running> {
  const loaded = loadDocument(file ?? OWN_DOCUMENT)
  const mock = compile(loaded, await fixturesFor(loaded), options)
  const running = await listen(mock, loaded, options)
  if (options.log !== 'silent') process.stdout.write(banner(running.url, loaded, mock))
  return running
}

/** The fixtures know the contract they were written for, and nothing of any other document. */
async function fixturesFor({ file }: LoadedDocument): Promise<Fixtures | undefined> {
  return resolve(file) === OWN_DOCUMENT ? (await import('../../fixtures/index.ts')).fixtures : undefined
}

function compile(
  loaded: LoadedDocument,
  fixtures: Fixtures | undefined,
  { seed, errorStatus }: StartOptions,
): Mock {
  try {
    return createMock(loaded.document, { seed, errorStatus, ...(fixtures === undefined ? {} : { fixtures }) })
  } catch (error) {
    if (error instanceof DocumentError) throw new LoadError(describeFaults(loaded, error.faults))
    throw error
  }
}

async function listen(mock: Mock, loaded: LoadedDocument, options: StartOptions): Promise<Running> {
  const { port, host, delay, log } = options
  const onAnswer = createLog(log, (line) => process.stdout.write(line))
  try {
    return await serve(mock, loaded, { port, host, delay, ...(onAnswer === undefined ? {} : { onAnswer }) })
  } catch (error) {
    throw new LoadError(listenFault(error as NodeJS.ErrnoException, host, port))
  }
}

function listenFault({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `port ${port} of ${host} is in use; choose another with --port, or --port 0 for any free one`
  if (code === 'EACCES')
    return `port ${port} of ${host} is not allowed to this user; choose one above 1023 with --port`
  return `cannot listen on ${host}:${port}: ${message}`
}
