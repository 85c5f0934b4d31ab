import { createCoverage } from '../coverage/coverage.ts'
import { coverageTables } from '../coverage/coverage-tables.ts'
import { formatJson } from '../findings/json.ts'
import { createReport } from '../findings/report.ts'
import type { Answer, Judge, MockRequest, MockResponse } from '../index.ts'
import type { ReadRequest } from './recorded.ts'

const { mkdirSync, writeFileSync } = process.getBuiltinModule('node:fs')
const { dirname, relative } = process.getBuiltinModule('node:path')

/** What the tests of a consumer use of a document. */
export interface TestRecording {
  see(request: MockRequest, answer: MockResponse, read: ReadRequest): void
  /** Writes a report like that of the proxy. Throws where the file cannot be written. */
  save(file: string): void
}

/** Notes what is used, as the proxy does. Bounded by the size of the document. */
export function createRecording(judge: Judge, file: string | undefined): TestRecording {
  const coverage = createCoverage(judge)
  return {
    see(request, answer, { routed, judged }) {
      if (routed.kind !== 'operation') return
      const requestVerdict = judged === undefined ? {} : { judged }
      const response = judge.judgeResponse(routed.operation, request, toAnswer(answer))
      coverage.see({ routed, request, requestVerdict, answer: { judged: response } })
    },
    save(path) {
      const { operations } = coverage
      const report = createReport({
        tool: 'test',
        document: file === undefined ? 'document' : relative('', file),
        findings: [],
        examined: { requests: operations.reduce((sum, { requests }) => sum + requests, 0) },
        subjects: [],
        tables: coverageTables(coverage),
      })
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, formatJson(report))
    },
  }
}

/** As `node:http` would give it. */
function toAnswer({ status, headers, body }: MockResponse): Answer {
  const pairs = headers.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), headers[index + 1] as string] as const] : [],
  )
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : (body ?? new Uint8Array())
  return { status, headers: Object.fromEntries(pairs), body: bytes }
}
