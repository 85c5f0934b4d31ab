import type { Judge, JudgedRequest, MockRequest, MockResponse } from '../index.ts'

/** A request that a mock has answered, as the document reads it. */
export interface RecordedRequest {
  /** The operation's id; absent where the document has none for it. */
  readonly operation?: string
  readonly method: string
  /** The raw path, without the query. */
  readonly target: string
  /** The decoded parameters by the names of the document, as its schemas type them. */
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly header: Readonly<Record<string, unknown>>
  readonly cookie: Readonly<Record<string, unknown>>
  /** The value of the body; absent where there was none, or none that can be read. */
  readonly body?: unknown
  /** All headers as they came, by names in lower case. */
  readonly headers: MockRequest['headers']
  /** What it was answered with. */
  readonly status: number
  /** All that the document does not allow in it, a sentence each. */
  readonly faults: readonly string[]
}

/** A request as a judge has read it; `judged` where the document has an operation for it. */
export interface ReadRequest {
  readonly routed: ReturnType<Judge['route']>
  readonly judged?: JudgedRequest
}

export function readRequest(request: MockRequest, judge: Judge): ReadRequest {
  const routed = judge.route(request)
  if (routed.kind !== 'operation') return { routed }
  return { routed, judged: judge.judgeRequest(routed.operation, request, routed.texts) }
}

/** A request as a test wants to see it. */
export function recordRequest(
  request: MockRequest,
  { status }: MockResponse,
  { routed, judged }: ReadRequest,
): RecordedRequest {
  const { method, path: target, headers } = request
  const sent = { method, target, headers, status }
  if (routed.kind !== 'operation' || judged === undefined) {
    const faults = routed.kind === 'nowhere' ? [routed.detail] : []
    return { ...sent, ...NO_PARAMETERS, faults }
  }
  const { operation } = routed
  const { parameters, faults, ...read } = judged
  return {
    ...sent,
    operation: operation.id,
    ...plain(parameters),
    ...('body' in read && { body: read.body }),
    faults: faults.map(({ message }) => message),
  }
}

const NO_PARAMETERS = { path: {}, query: {}, header: {}, cookie: {} }

/** Records without a prototype look different from the objects that a test writes. */
function plain({ path, query, header, cookie }: Readonly<Record<keyof typeof NO_PARAMETERS, object>>) {
  return {
    path: { ...path },
    query: { ...query },
    header: { ...header },
    cookie: { ...cookie },
  } as typeof NO_PARAMETERS
}
