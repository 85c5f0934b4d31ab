export { DocumentError, type Fault } from './core/document/fault.ts'
export type { DeclaredOperation } from './core/document/operations.ts'
export { explainInChinese } from './core/explain/chinese.ts'
export type {
  Alternative,
  Decision,
  ExplainedMediaType,
  ExplainedOperation,
  ExplainedPreference,
  ExplainedRepresentation,
  ExplainedStatus,
  Explanation,
} from './core/explain/explanation.ts'
export type { BrokenRule, ExchangeFault } from './core/judge/fault.ts'
export { createJudge, type Judge } from './core/judge/judge.ts'
export type { JudgedRequest } from './core/judge/request.ts'
export type { Answer, JudgedResponse } from './core/judge/response.ts'
export {
  type Delivery,
  LARGEST_BODY,
  type MockRequest,
  type MockResponse,
  type RequestHeaders,
  type Source,
} from './core/message.ts'
export { createMock, type Mock, type MockOptions } from './core/mock.ts'
export type { PreferenceSource } from './core/preference/preference.ts'
export {
  readScenario,
  SCENARIO,
  type ScenarioEntry,
} from './core/preference/scenario.ts'
export { FAULTS, type FaultName, type Preference, preferenceText } from './core/preference/value.ts'
export type { PlacedViolation, Problem, ProblemCode, Violation } from './core/problem.ts'
export { createRandom, type Random } from './core/random.ts'
export type { Callback, CallbackRequest, UnmadeCallback } from './core/response/callback/callbacks.ts'
export type { Fixture, FixtureAnswer, FixtureRequest, Fixtures, Shown } from './core/response/fixture.ts'
export type { ListedContent, ListedResponse } from './core/response/listed.ts'
export { basePaths, serverUrls } from './core/routing/servers.ts'
export type { SampleOf, SampleWishes } from './core/sample/sample.ts'
export { type Town, WORDS, type Words } from './core/schema/generator.ts'
