import type { MockRequest, MockResponse } from '../index.ts'
import type { UpstreamFailure } from './failure.ts'
import type { ProxyFault } from './fault.ts'
import type { Head, RequestVerdict, ResponseVerdict, Routed } from './judging.ts'

/** What came of a request, for whoever writes a log or a report. */
export interface ProxiedExchange {
  readonly routed: Routed
  /** With its body where all of it was there, without content coding. */
  readonly request: MockRequest
  readonly requestVerdict: RequestVerdict
  /** The answer of the back end; absent where there was none. */
  readonly answer?: Head & Pick<ResponseVerdict, 'body' | 'judged'> & { readonly length: number }
  readonly failure?: UpstreamFailure
  /** What the mock answered in place of the back end. */
  readonly mocked?: MockResponse
  /** The status that was sent to the client; absent where nothing was. */
  readonly status?: number
  /** The client left before the answer was whole. */
  readonly isAbandoned: boolean
  /** All that is wrong with it. */
  readonly faults: readonly ProxyFault[]
  readonly milliseconds: number
}
