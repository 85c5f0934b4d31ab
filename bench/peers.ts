import type { Side } from './compare.ts'
import {
  bareHttp,
  byScript,
  type Contender,
  OWN_DOCUMENT,
  ours,
  pathOf,
  prism,
  SILENT,
  serving,
} from './contender.ts'
import { temporaryFolder, writeForMockoon } from './documents.ts'
import { about, customerDetail, type Request, withId } from './request.ts'

/** Whether a contender answers with the id that it is asked for, or always with the document's example. */
type Answers = 'the id asked for' | 'one example' | 'one text'

export interface Peer extends Side {
  readonly answers: Answers
}

const EXAMPLE: Request = { ...customerDetail, expected: '"customer_phone":"15612341234"' }

/** Who is compared, the reference first. What is made by hand answers with the text of one of our answers. */
export function contenders({ id, body }: { readonly id: number; readonly body: string }): readonly Peer[] {
  const check = isLike(body)
  const constant = { ...customerDetail, expected: withId(customerDetail.expected)(id) }
  const indented = { ...customerDetail, expected: `"id": ${id},` }
  const byHand = (name: string, file: string, argument = body): Peer => ({
    contender: byScript(name, file, argument),
    request: customerDetail,
    answers: 'the id asked for',
    check,
  })
  const byExample = (contender: Contender, request = EXAMPLE): Peer => ({
    contender,
    request,
    answers: 'one example',
    check,
    isPeer: true,
  })
  return [
    { contender: bareHttp(body), request: constant, answers: 'one text' },
    { contender: ours, request: customerDetail, answers: 'the id asked for', check },
    {
      contender: serving('miaosuan-mock, with its log', '--log', 'pretty'),
      request: customerDetail,
      answers: 'the id asked for',
      check,
    },
    byHand('miaosuan-mock in an Express app', 'express-door.js', OWN_DOCUMENT),
    byHand('Fastify by hand', 'fastify-by-hand.js'),
    byHand('Express by hand', 'express-by-hand.js'),
    byHand('Express and Ajv by hand', 'express-and-ajv.js'),
    byExample(byScript('openapi-backend', 'openapi-backend.js', OWN_DOCUMENT)),
    byExample(byScript('Scalar mock server', 'scalar.js', OWN_DOCUMENT)),
    byExample(prism('Prism', OWN_DOCUMENT)),
    byExample(prism('Prism, silent', OWN_DOCUMENT, ...SILENT)),
    byExample(mockoon(body), indented),
  ]
}

/** Looks whether a first answer has what another has: a mock that leaves out half of it is faster and of no use. */
function isLike(body: string): (port: number) => Promise<void> {
  const { target, headers } = about(customerDetail, 1)
  const wanted = shapeOf(JSON.parse(body))
  return async (port) => {
    const response = await fetch(`http://127.0.0.1:${port}${target}`, { headers })
    const shape = shapeOf(JSON.parse(await response.text()))
    if (shape !== wanted) throw new Error(`the answer has ${shape}, and not ${wanted}`)
  }
}

function shapeOf(answer: { readonly code?: unknown; readonly data?: object | null }): string {
  return `code ${answer.code} and data with ${Object.keys(answer.data ?? {}).join(', ') || 'nothing'}`
}

/** It writes a folder into the home of whoever runs it. */
function mockoon(body: string): Contender {
  const command = pathOf('./node_modules/@mockoon/cli/bin/run.js')
  const document = writeForMockoon(body)
  const quiet = ['--disable-log-to-file', '--disable-admin-api']
  return {
    name: 'Mockoon CLI',
    command: (port) => [
      command,
      'start',
      ...['--data', document],
      ...['--port', `${port}`, '--hostname', '127.0.0.1', ...quiet],
    ],
    env: { HOME: temporaryFolder() },
  }
}
