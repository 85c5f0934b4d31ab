export type { MockRequest, MockResponse, Source } from './core/message.ts'
export type { Problem, ProblemCode, Violation } from './core/problem.ts'
export { createRandom, type Random } from './core/random.ts'
export type { Fixture, FixtureAnswer, FixtureRequest, Fixtures } from './core/response/fixture.ts'
