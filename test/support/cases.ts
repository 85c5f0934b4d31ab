import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { fixtures } from '../../fixtures/index.ts'
import {
  createMock,
  type Mock,
  type MockOptions,
  type MockRequest,
  type MockResponse,
} from '../../src/index.ts'
import { loadDocument } from '../../src/node/load.ts'

/** The root of the project. */
export const ROOT = new URL('../..', import.meta.url)

/** A file of behaviour: a document, and what requests to its mock are answered. */
export interface CaseFile {
  /** A path from the root of the project, or the document itself. */
  readonly document: string | Readonly<Record<string, unknown>>
  /** Serve with the fixtures of this project. */
  readonly fixtures?: boolean
  readonly seed?: string | number
  readonly errorStatus?: MockOptions['errorStatus']
  readonly defaults?: Partial<Case>
  readonly cases: readonly Case[]
}

export interface Case {
  readonly name: string
  /** `GET /path?query`, percent-encoded as on the wire. */
  readonly request: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as it is where it is a text, else as JSON. */
  readonly requestBody?: unknown
  readonly status: number
  /** What the headers must be, by lower-case name; a text between slashes is a pattern. */
  readonly responseHeaders?: Readonly<Record<string, string>>
  /** What the body must hold at least; `null`: nothing; a text between slashes is a pattern. */
  readonly body?: unknown
  /** How the door has to send it; `null`: as ever. */
  readonly delivery?: unknown
  /** What is told of a scenario that is asked for in vain, in patterns; `null`: nothing. */
  readonly ignored?: unknown
}

export function readCases(file: URL): CaseFile {
  const read = parse(readFileSync(file, 'utf8'), { merge: true }) as CaseFile
  return { ...read, cases: read.cases.map((one) => ({ ...read.defaults, ...one })) }
}

/** The mock of a file of behaviour, and the document that it was compiled from. */
export function servedBy({ document, fixtures: withFixtures, seed, errorStatus }: CaseFile): {
  readonly mock: Mock
  readonly document: unknown
} {
  const read =
    typeof document === 'string' ? loadDocument(fileURLToPath(new URL(document, ROOT))).document : document
  const mock = createMock(read, {
    ...(withFixtures === true ? { fixtures } : {}),
    ...(seed === undefined ? {} : { seed }),
    ...(errorStatus === undefined ? {} : { errorStatus }),
  })
  return { mock, document: read }
}

export function requestOf({ request, headers = {}, requestBody }: Case): MockRequest {
  const [method = '', target = ''] = request.split(/ (.*)/s)
  const [path = '', query = ''] = target.split(/\?(.*)/s)
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  const text = typeof requestBody === 'string' ? requestBody : JSON.stringify(requestBody)
  const body = requestBody === undefined ? {} : { body: Buffer.from(text) }
  return { method, path, query, headers: Object.fromEntries(lowerCase), ...body }
}

/** What was answered, in the form in which a case expects it. */
export interface Seen {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly delivery?: unknown
  readonly ignored?: unknown
}

export function seen({ status, headers, body, delivery, source }: MockResponse): Seen {
  const pairs = headers.flatMap((name, i) =>
    i % 2 === 0 ? [[name.toLowerCase(), headers[i + 1] as string]] : [],
  )
  return {
    status,
    headers: Object.fromEntries(pairs),
    body: readBody(body),
    delivery: delivery ?? null,
    ignored: source.ignored ?? null,
  }
}

export function readBody(body: MockResponse['body']): unknown {
  if (body === undefined || body.length === 0) return null
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Where what was seen differs from what a case expects; nothing where it does not. */
export function differences(one: Case, actual: Seen): readonly string[] {
  const { status, responseHeaders = {}, body, delivery, ignored } = one
  return [
    ...(actual.status === status
      ? []
      : [`status is ${actual.status}, not ${status}: ${JSON.stringify(actual.body)}`]),
    ...Object.entries(responseHeaders).flatMap(([name, wanted]) =>
      differ(wanted, actual.headers[name], `header ${name}`),
    ),
    ...(body === undefined ? [] : differ(body, actual.body, 'body')),
    ...(delivery === undefined ? [] : differ(delivery, actual.delivery, 'delivery')),
    ...(ignored === undefined ? [] : differ(ignored, actual.ignored, 'ignored')),
  ]
}

function differ(wanted: unknown, actual: unknown, place: string): readonly string[] {
  if (typeof wanted === 'string' && /^\/.*\/$/s.test(wanted)) {
    return new RegExp(wanted.slice(1, -1), 'su').test(String(actual))
      ? []
      : [`${place} is ${JSON.stringify(actual)}, not like ${wanted}`]
  }
  if (typeof wanted === 'object' && wanted !== null && typeof actual === 'object' && actual !== null) {
    const lengths = Array.isArray(wanted) && wanted.length !== (actual as unknown[]).length
    if (lengths) return [`${place} has ${(actual as unknown[]).length} items, not ${wanted.length}`]
    return Object.entries(wanted).flatMap(([key, value]) =>
      differ(value, (actual as Record<string, unknown>)[key], `${place}/${key}`),
    )
  }
  return Object.is(wanted, actual)
    ? []
    : [`${place} is ${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`]
}
