import { createRequests } from '../client/valid-request.ts'
import { asWritten } from '../core/document/bundle.ts'
import type { DeclaredOperation } from '../core/document/operations.ts'
import { createJudge } from '../core/judge/judge.ts'
import { createShapes } from '../core/request/shape.ts'
import { createValidators } from '../core/schema/validator.ts'
import { createFinding, WHOLE_DOCUMENT } from '../findings/finding.ts'
import { createReport, type Report } from '../findings/report.ts'
import { type LoadedDocument, locateFaults } from '../node/load.ts'
import { createMask } from '../proxy/mask.ts'
import { brokenProbes } from './broken-probes.ts'
import { createShown } from './exchange.ts'
import { compileFilter } from './filter.ts'
import { gather, type Problem } from './gather.ts'
import { createGivenPlans, type Given } from './given.ts'
import { createPace } from './pace.ts'
import type { Probe } from './probe.ts'
import { reach } from './reach.ts'
import { createReading } from './reading.ts'
import { askAll } from './run.ts'
import { createSend } from './send.ts'
import { type ProbeTools, validProbes } from './valid-probes.ts'
import { createVerdicts } from './verdict.ts'

export { UnreachableBackEnd } from './reach.ts'

export interface VerifyOptions {
  /** The address of the back end; its path is put before every path of the document. */
  readonly base: URL
  /** What is sent with every request, and the values of parameters. */
  readonly given?: Given
  /** The environment variables from which some of that was taken, by its names. */
  readonly variables?: Readonly<Record<string, string>>
  /** Sends what changes data too: POST, PUT, PATCH, DELETE. Default false. */
  readonly unsafe?: boolean
  /** Operations by id, `GET /pets`, or a path with `*`; all where there is none. */
  readonly filter?: readonly string[]
  /** Requests at the same time. Default 4. */
  readonly concurrency?: number
  /** Requests in a second at most. Default 0: as fast as they are answered. */
  readonly rate?: number
  /** Milliseconds for one request. Default 10 000. */
  readonly timeout?: number
  /** Other seeds, other generated values. Default 1. */
  readonly seed?: string
  /** Requests to one operation at most, without those that look for a smaller one. Default 200. */
  readonly maxCases?: number
  readonly onProgress?: (done: number, total: number) => void
}

/** Methods that change nothing (RFC 9110, 9.2.1; QUERY is of its own draft). TRACE would echo credentials. */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY'])

/**
 * Tests a running back end against a document: valid requests must have a declared and valid answer, and requests that
 * break one rule must be refused. Throws a DocumentError where the document cannot be read, and an UnreachableBackEnd where
 * nobody listens.
 */
export async function verifyBackEnd(loaded: LoadedDocument, options: VerifyOptions): Promise<Report> {
  const {
    base,
    given = NOTHING,
    variables = {},
    unsafe = false,
    filter = [],
    seed = '1',
    maxCases = 200,
  } = options
  const { concurrency = 4, rate = 0, timeout = 10_000, onProgress = () => undefined } = options
  const judge = createJudge(loaded.document)
  const { references, operations } = judge
  const validators = createValidators(references)
  const requests = createRequests(references, validators)
  const plans = createGivenPlans(requests, given, references)
  const tools: ProbeTools = {
    requests,
    given: plans,
    read: createReading(judge),
    references,
    validators,
    shapeOf: createShapes(references),
    seed,
  }
  const isSent = (method: string) => unsafe || SAFE.has(method)
  const wanted = operations.filter(compileFilter(filter))
  const tested = wanted.filter(({ method }) => isSent(method))
  const problems: Problem[] = []
  const probes = tested.flatMap((operation) => probesOf(operation, tools, isSent, maxCases, problems))
  const pace = createPace({ concurrency, rate })
  const transmit = createSend({ base, timeout })
  const send: typeof transmit = (request) => pace(() => transmit(request))
  const mask = createMask(judge)
  const giveVerdict = createVerdicts({ ...judge, mask, hasCredentials: plans.hasCredentials })
  if (probes.length > 0) await reach(base, timeout)
  const judged = await askAll(probes, { send, giveVerdict, onProgress })
  const shown = createShown({ base, given, variables, mask })
  const shrinking = { send, read: tools.read, write: plans.write, isGiven: plans.isGiven, giveVerdict }
  const found = [...problems, ...(await gather(judged, tested, shrinking, shown))]
  return toReport(
    loaded,
    found,
    {
      operations: tested.length,
      requests: judged.length,
      'skipped operations': wanted.length - tested.length,
    },
    tested,
  )
}

const NOTHING: Given = { headers: {}, parameters: {} }

/** The requests to an operation, and no more than so many: of each kind as many as fit. */
function probesOf(
  operation: DeclaredOperation,
  tools: ProbeTools,
  isSent: (method: string) => boolean,
  most: number,
  problems: Problem[],
): readonly Probe[] {
  try {
    const valid = validProbes(operation, tools)
    const broken = brokenProbes(operation, tools, isSent)
    const room = Math.max(most - Math.min(broken.length, Math.ceil(most / 2)), 1)
    const taken = valid.slice(0, room)
    if (valid.length > 0) return [...taken, ...broken.slice(0, Math.max(0, most - taken.length))]
    problems.push(impossible(operation, 'no request that HTTP can carry is valid'))
  } catch (error) {
    problems.push(impossible(operation, (error as Error).message))
  }
  return []
}

function impossible({ method, template, pointer }: DeclaredOperation, reason: string): Problem {
  const subject = `${method} ${template}`
  return { code: 'REQUEST_IMPOSSIBLE', pointer, subject, message: `${subject} cannot be tested: ${reason}` }
}

function toReport(
  loaded: LoadedDocument,
  found: readonly Problem[],
  examined: Report['examined'],
  operations: readonly DeclaredOperation[],
): Report {
  const places = locateFaults(loaded, ['', ...found.map(({ pointer }) => pointer)])
  const findings = found.map(({ code, pointer, message, ...more }) => {
    const { pointer: within, ...place } = places.get(pointer) as NonNullable<ReturnType<typeof places.get>>
    return createFinding(code, { ...more, message: asWritten(message), pointer: within, place })
  })
  const document = (places.get('') as { readonly file: string }).file
  const subjects = [WHOLE_DOCUMENT, ...operations.map(({ method, template }) => `${method} ${template}`)]
  const counts = Object.fromEntries(
    Object.entries(examined).filter(([name, count]) => count > 0 || name !== 'skipped operations'),
  )
  return createReport({ tool: 'verify', document, findings, examined: counts, subjects })
}
