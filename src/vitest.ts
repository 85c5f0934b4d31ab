import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { createMatchers, type ExpectedRequest, type MatchOptions } from './testing/matchers.ts'
import { recordingName } from './testing/recording-name.ts'
import { createTestMock, type TestMock, type TestMockOptions } from './testing/test-mock.ts'

const { join } = process.getBuiltinModule('node:path')

export type { RecordedRequest } from './testing/recorded.ts'
export type { TestMock, TestMockOptions, TestScenario } from './testing/test-mock.ts'

/**
 * To be filled with the generated types of a document, so that ids are checked by the compiler:
 * `declare module 'miaosuan-mock/vitest' { interface Register { operations: operations } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is there to be merged with
export interface Register {}

/** The ids of the operations; any text where no types are registered. */
export type OperationId = Register extends { readonly operations: infer Operations }
  ? keyof Operations & string
  : string

/** The parameters and the body that an operation takes, each part as far as a test wants to name it. */
export type RequestOf<Id extends string> = Register extends { readonly operations: infer Operations }
  ? Id extends keyof Operations
    ? ExpectedOf<Operations[Id]>
    : ExpectedRequest
  : ExpectedRequest

interface Typed {
  readonly parameters: {
    readonly path?: unknown
    readonly query?: unknown
    readonly header?: unknown
    readonly cookie?: unknown
  }
}

type ExpectedOf<Operation> = Operation extends Typed
  ? { readonly [Part in 'path' | 'query' | 'header' | 'cookie']?: Partial<Operation['parameters'][Part]> } & {
      readonly body?: unknown
    }
  : ExpectedRequest

export interface UseMockOptions extends TestMockOptions {
  /** A folder into which what the tests of this file have used is written at their end: for `miaosuan-mock diff --used`. */
  readonly recordings?: string
}

/**
 * Starts a mock on a free port for the tests of a file (or of a `describe`), forgets scenario and requests before each
 * test, and stops at the end. Its document is the one that `toMatchOperation` holds answers against.
 */
export function useMock({ recordings, ...options }: UseMockOptions): TestMock<OperationId> {
  const recording = options.recording === true || recordings !== undefined
  const mock = createTestMock<OperationId>({ ...options, recording })
  beforeAll(async () => {
    current.push(mock)
    await mock.start()
  })
  beforeEach(() => mock.reset())
  afterAll(async () => {
    current.splice(current.indexOf(mock), 1)
    await mock.stop()
    if (recordings !== undefined)
      mock.saveRecording(join(recordings, recordingName(expect.getState().testPath)))
  })
  return mock
}

/** The mocks in use, the innermost last. */
const current: TestMock[] = []

function currentMock(): TestMock {
  const mock = current.at(-1)
  if (mock === undefined) throw new Error('no mock is in use: call useMock() in the file or around the test')
  return mock
}

expect.extend(createMatchers(currentMock) as Parameters<typeof expect.extend>[0])

interface MockMatchers<R> {
  /** The answer of any HTTP client is as the operation declares it: status, media type, headers, body and envelope. */
  toMatchOperation(operation: OperationId, options?: MatchOptions): Promise<void>
  /** The operation was requested in this test. */
  toHaveBeenRequested(operation: OperationId): R
  toHaveBeenRequestedTimes(operation: OperationId, count: number): R
  /** One of its requests had at least these parameters and this body. */
  toHaveBeenRequestedWith<Id extends OperationId>(operation: Id, expected: RequestOf<Id>): R
  /** All requests of this test keep to the document. */
  toHaveBeenRequestedAsDeclared(): R
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends MockMatchers<R> {}
}
