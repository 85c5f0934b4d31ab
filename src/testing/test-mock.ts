import { fileURLToPath } from 'node:url'
import { toExpress } from '../express.ts'
import {
  createJudge,
  createMock,
  DocumentError,
  type Judge,
  type Mock,
  type MockOptions,
  type MockRequest,
  type MockResponse,
  type Preference,
  preferenceText,
  readScenario,
  SCENARIO,
} from '../index.ts'
import { describeFaults, LoadError, type LoadedDocument, loadDocument } from '../node/load.ts'
import { type RecordedRequest, readRequest, recordRequest } from './recorded.ts'
import { createRecording, type TestRecording } from './recording.ts'

const { createServer } = process.getBuiltinModule('node:http')

export interface TestMockOptions extends MockOptions {
  /** An OpenAPI document: the path of its file, or the document itself. */
  readonly document: string | URL | object
  /** Notes which operations, parameters, values and fields are used, for `saveRecording`. Default false. */
  readonly recording?: boolean
  /** Where to listen on 127.0.0.1. Default 0: any free port. */
  readonly port?: number
}

/** What is asked of operations for the time of one test: `{ getOrder: 'code=404, wait=1', '*': { seed: '7' } }`. */
export type TestScenario<Id extends string = string> = Readonly<
  Partial<Record<Id | '*', string | Preference>>
>

/** A mock for the tests of a consumer. `Id` are the ids of the document's operations. */
export interface TestMock<Id extends string = string> {
  /** Where it can be asked, for example `http://127.0.0.1:40123`. Throws before it has started. */
  readonly url: string
  /** All requests since the last `reset`, in their order, without the questions that browsers ask before some. */
  readonly requests: readonly RecordedRequest[]
  /** Asks for statuses, examples, delays and faults on behalf of the app. What a request asks itself goes before it. */
  scenario(entries: TestScenario<Id>): void
  /** Forgets the scenario and the requests. */
  reset(): void
  /** Answers in process, without a port; it is recorded all the same. */
  handle(request: MockRequest): MockResponse
  /**
   * Writes what was used since the mock was made, `reset` or not, into a file for `miaosuan-mock diff --used`. Throws
   * where it was made without `recording`, and where the file cannot be written.
   */
  saveRecording(file: string): void
  start(): Promise<void>
  stop(): Promise<void>
  /** What holds answers and requests against the document. */
  readonly judge: Judge
  /** The document's file, where it was read from one. */
  readonly loaded?: LoadedDocument
}

/** Compiles a document to a mock for tests. Throws a LoadError with all of its faults where it cannot be served. */
export function createTestMock<Id extends string = string>({
  document: given,
  port = 0,
  recording: isRecorded = false,
  ...options
}: TestMockOptions): TestMock<Id> {
  const loaded = typeof given === 'string' || given instanceof URL ? loadDocument(pathOf(given)) : undefined
  const { mock, judge } = compile(loaded?.document ?? given, options, loaded)
  const isOperation = (id: string) => mock.operations.some((one) => one.id === id)
  const recording = isRecorded ? createRecording(judge, loaded?.file) : undefined
  let requests: RecordedRequest[] = []
  let scenario: string | undefined

  const handle = (request: MockRequest): MockResponse => {
    const answer = mock.handle(withScenario(request, scenario))
    if (answer.source.kind === 'preflight') return answer
    const read = readRequest(request, judge)
    requests.push(recordRequest(request, answer, read))
    recording?.see(request, answer, read)
    return answer
  }
  const server = createTestServer(handle, port)
  return {
    get url() {
      return server.url()
    },
    get requests() {
      return requests
    },
    scenario(entries) {
      scenario = scenarioText(entries, isOperation)
    },
    reset() {
      requests = []
      scenario = undefined
    },
    handle,
    saveRecording: (file) => saved(recording).save(file),
    start: server.start,
    stop: server.stop,
    judge,
    ...(loaded && { loaded }),
  }
}

function saved(recording: TestRecording | undefined): TestRecording {
  if (recording !== undefined) return recording
  throw new Error('nothing was recorded: make the mock with { recording: true }')
}

function pathOf(file: string | URL): string {
  return file instanceof URL || file.startsWith('file:') ? fileURLToPath(file) : file
}

function compile(
  document: unknown,
  options: MockOptions,
  loaded: LoadedDocument | undefined,
): { mock: Mock; judge: Judge } {
  try {
    return { mock: createMock(document, options), judge: createJudge(document) }
  } catch (error) {
    if (error instanceof DocumentError && loaded !== undefined) {
      throw new LoadError(describeFaults(loaded, error.faults))
    }
    throw error
  }
}

/** A test that asks for what the document does not have is wrong, and is told so where it asks. */
function scenarioText(entries: TestScenario, isOperation: (id: string) => boolean): string {
  const texts = Object.entries(entries).map(([id, wish]): [string, string] => [
    id,
    typeof wish === 'string' ? wish : preferenceText(wish ?? {}),
  ])
  const cookie = `${SCENARIO}=${new URLSearchParams(texts)}`
  const ignored = readScenario(cookie, isOperation).flatMap((entry) => entry.ignored)
  if (ignored.length > 0) throw new Error(`the scenario asks for what there is not: ${ignored.join('; ')}`)
  return cookie
}

function withScenario(request: MockRequest, scenario: string | undefined): MockRequest {
  const { cookie } = request.headers
  const own = typeof cookie === 'string' ? cookie : (cookie?.join('; ') ?? '')
  if (scenario === undefined || own.includes(SCENARIO)) return request
  return {
    ...request,
    headers: { ...request.headers, cookie: own === '' ? scenario : `${own}; ${scenario}` },
  }
}

function createTestServer(handle: TestMock['handle'], port: number) {
  const closing = new AbortController()
  const server = createServer(toExpress({ handle }, { signal: closing.signal }))
  const address = () => {
    const found = server.address()
    return typeof found === 'object' && found !== null ? `http://127.0.0.1:${found.port}` : undefined
  }
  return {
    url(): string {
      const url = address()
      if (url === undefined)
        throw new Error('the mock has no address before it has started: read url within a test')
      return url
    },
    start: () =>
      new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '127.0.0.1', resolve)
      }),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        closing.abort()
        server.closeAllConnections()
      }),
  }
}
