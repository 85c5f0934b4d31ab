/** The tools for the tests of a consumer, for any test runner that has Jest's `expect.extend`. */
export { createMatchers, type ExpectedRequest, type MatchOptions } from './testing/matchers.ts'
export type { RecordedRequest } from './testing/recorded.ts'
export {
  createTestMock,
  type TestMock,
  type TestMockOptions,
  type TestScenario,
} from './testing/test-mock.ts'
