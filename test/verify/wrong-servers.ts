import { gzipSync } from 'node:zlib'
import type { MockRequest } from '../../src/index.ts'
import type { Draft, Wrong } from './wrong-server.ts'

type Change = NonNullable<Wrong['change']>

/** Changes the body of answers to one operation. */
function body(to: string, change: (value: Record<string, unknown>) => unknown, status = 200): Change {
  return (draft, request) => {
    if (draft.status === status && isTo(request, to))
      draft.body = change(draft.body as Record<string, unknown>)
  }
}

function isTo({ method, path }: MockRequest, to: string): boolean {
  return new RegExp(`^${to.replaceAll('{id}', '[^/]+')}$`).test(`${method} ${path}`)
}

/** Accepts what it should refuse, where a request is such. */
function accept(
  to: string,
  isAccepted: (request: MockRequest) => boolean,
  valid: Partial<MockRequest>,
): Change {
  return (draft, request, mock) => {
    if (draft.status < 400 || !isTo(request, to) || !isAccepted(request)) return
    const { status, headers, body } = mock.handle({ ...request, ...valid })
    const at = headers.indexOf('Content-Type')
    const total = headers.indexOf('X-Total')
    Object.assign(draft, {
      status,
      headers: { 'content-type': headers[at + 1], ...(total >= 0 && { 'x-total': headers[total + 1] }) },
      body: JSON.parse(body as string),
    } satisfies Partial<Record<keyof Draft, unknown>>)
  }
}

const LIST = { query: 'sort=name', headers: { 'x-tenant': '1' } }
const NEW = {
  headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
  body: Buffer.from('{"name":"a","price":1}'),
}

const json = ({ body }: MockRequest): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(Buffer.from(body ?? []).toString())
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

const isItem = (request: MockRequest) => isTo(request, 'GET /items/{id}')

/** Servers with one fault each, and what shows it. */
export const WRONG: readonly Wrong[] = [
  // what is sent
  {
    name: 'leaves out a required property',
    change: body('GET /items/{id}', ({ name: _, ...item }) => item),
    finds: ['RESPONSE_INVALID GET /items/{itemId} response 200 body required name'],
  },
  {
    name: 'sends a number as a text',
    change: body('GET /items/{id}', (item) => ({ ...item, price: '12.50' })),
    finds: ['RESPONSE_INVALID GET /items/{itemId} response 200 body /price type'],
  },
  {
    name: 'sends null where nothing may be',
    change: body('GET /items', (page) => ({
      ...page,
      items: [{ ...(page.items as object[])[0], name: null }],
    })),
    finds: ['RESPONSE_INVALID GET /items response 200 body /items/[]/name type'],
  },
  {
    name: 'has a value more than the enum',
    change: body('GET /items/{id}', (item) => ({ ...item, status: 'broken' })),
    finds: ['RESPONSE_INVALID GET /items/{itemId} response 200 body /status enum'],
  },
  {
    name: 'writes times in its own way',
    change: body('GET /items/{id}', (item) => ({ ...item, made_at: '2024-01-31 10:00:00' })),
    finds: ['RESPONSE_INVALID GET /items/{itemId} response 200 body /made_at format'],
  },
  {
    name: 'sends a number below its minimum',
    change: body('GET /items', (page) => ({ ...page, total: -1 })),
    finds: ['RESPONSE_INVALID GET /items response 200 body /total minimum'],
  },
  {
    name: 'sends an empty list where there is at least one item',
    change: body('GET /items', (page) => ({ ...page, items: [] })),
    finds: ['RESPONSE_INVALID GET /items response 200 body /items minItems'],
  },
  {
    name: 'wraps the answer in an envelope of its own',
    change: body('GET /items/{id}', (item) => ({ code: 0, message: 'ok', data: item })),
    finds: ['id', 'name', 'price', 'status'].map(
      (name) => `RESPONSE_INVALID GET /items/{itemId} response 200 body required ${name}`,
    ),
  },
  {
    name: 'sends a list without its envelope',
    change: body('GET /items', ({ items }) => items),
    finds: ['RESPONSE_INVALID GET /items response 200 body type'],
  },
  {
    name: 'sends JSON as a page',
    change: (draft, request) => {
      if (isItem(request) && draft.status === 200) draft.headers['content-type'] = 'text/html; charset=utf-8'
    },
    finds: ['RESPONSE_MEDIA_TYPE GET /items/{itemId} response 200 text/html'],
  },
  {
    name: 'sends JSON that does not parse',
    change: (draft, request) => {
      if (isItem(request) && draft.status === 200) draft.body = `${JSON.stringify(draft.body).slice(0, -1)},}`
    },
    finds: ['RESPONSE_UNREADABLE GET /items/{itemId} response 200'],
  },
  {
    name: 'sends no body',
    change: (draft, request) => {
      if (isItem(request) && draft.status === 200) Object.assign(draft, { headers: {}, body: '' })
    },
    finds: ['RESPONSE_EMPTY GET /items/{itemId} response 200'],
  },
  {
    name: 'leaves out a required header',
    change: (draft) => {
      delete draft.headers['x-total']
    },
    finds: ['RESPONSE_INVALID GET /items response 200 header X-Total required'],
  },
  {
    name: 'sends a header of another type',
    change: (draft) => {
      if ('x-total' in draft.headers) draft.headers['x-total'] = 'many'
    },
    finds: ['RESPONSE_INVALID GET /items response 200 header X-Total type'],
  },
  {
    name: 'answers with a status of its own',
    change: (draft, request) => {
      if (draft.status === 201 && isTo(request, 'POST /items')) draft.status = 200
    },
    finds: ['RESPONSE_STATUS_UNKNOWN POST /items response 200'],
  },
  {
    name: 'refuses with a status of its own',
    change: (draft, request) => {
      if (draft.status === 400 && isItem(request)) draft.status = 418
    },
    finds: ['RESPONSE_STATUS_UNKNOWN GET /items/{itemId} response 418'],
  },
  {
    name: 'refuses in a form of its own',
    change: (draft, request) => {
      if (draft.status === 400 && isItem(request)) draft.body = { error: 'bad' }
    },
    finds: ['code', 'message'].map(
      (name) => `RESPONSE_INVALID GET /items/{itemId} response 400 body required ${name}`,
    ),
  },
  {
    name: 'redirects in a circle',
    change: (draft, request) => {
      if (isItem(request) && draft.status === 200)
        Object.assign(draft, { status: 302, headers: { location: request.path }, body: '' })
    },
    finds: ['RESPONSE_STATUS_UNKNOWN GET /items/{itemId} response 302'],
  },
  // what is refused
  {
    name: 'fails at the largest limit',
    change: (draft, { query }) => {
      if (query.includes('limit=50')) Object.assign(draft, { status: 500, headers: {}, body: 'oops' })
    },
    finds: ['SERVER_ERROR GET /items response 500 valid'],
  },
  {
    name: 'fails at Chinese',
    change: (draft, request) => {
      if (/[\u4e00-\u9fff]/.test(Buffer.from(request.body ?? []).toString())) draft.status = 500
    },
    finds: [],
  },
  {
    name: 'fails instead of refusing',
    change: (draft, request) => {
      if (draft.status === 400 && isItem(request)) draft.status = 500
    },
    finds: [
      'SERVER_ERROR GET /items/{itemId} response 500 broken path itemId minimum',
      'SERVER_ERROR GET /items/{itemId} response 500 broken path itemId type',
    ],
  },
  {
    name: 'refuses a value of the enum',
    change: (draft, { query }) => {
      if (query.includes('sort=price'))
        Object.assign(draft, { status: 400, body: { code: 1, message: 'no' } })
    },
    finds: ['VALID_REFUSED GET /items response 400'],
  },
  {
    name: 'forbids what the credentials allow, in a status of its own',
    change: (draft, request) => {
      if (draft.status === 201 && isTo(request, 'POST /items')) draft.status = 422
    },
    finds: ['VALID_REFUSED POST /items response 422'],
  },
  // what is accepted
  {
    name: 'accepts garbage',
    change: accept('POST /items', () => true, NEW),
    finds: [
      'INVALID_ACCEPTED POST /items body additionalProperties',
      'INVALID_ACCEPTED POST /items body required',
      'INVALID_ACCEPTED POST /items body required name',
      'INVALID_ACCEPTED POST /items body required price',
      'INVALID_ACCEPTED POST /items body type',
      'INVALID_ACCEPTED POST /items body /name maxLength',
      'INVALID_ACCEPTED POST /items body /name minLength',
      'INVALID_ACCEPTED POST /items body /name type',
      'INVALID_ACCEPTED POST /items body /price exclusiveMaximum',
      'INVALID_ACCEPTED POST /items body /price minimum',
      'INVALID_ACCEPTED POST /items body /price type',
      'INVALID_ACCEPTED POST /items body /status enum',
      'INVALID_ACCEPTED POST /items body /status enum, body /status type',
      'INVALID_ACCEPTED POST /items body /tags maxItems, body /tags uniqueItems',
      'INVALID_ACCEPTED POST /items body /tags type',
      'INVALID_ACCEPTED POST /items body /tags uniqueItems',
      'INVALID_ACCEPTED POST /items body /tags/[] pattern',
      'INVALID_ACCEPTED POST /items body /tags/[] type',
      'INVALID_ACCEPTED POST /items credentials',
      'INVALID_ACCEPTED POST /items mediaType',
      'INVALID_ACCEPTED POST /items syntax',
    ],
  },
  {
    name: 'ignores a required parameter',
    change: accept('GET /items', ({ query }) => !query.includes('sort='), LIST),
    finds: ['INVALID_ACCEPTED GET /items query sort required'],
  },
  {
    name: 'ignores a required header',
    change: accept('GET /items', ({ headers }) => headers['x-tenant'] === undefined, LIST),
    finds: ['INVALID_ACCEPTED GET /items header X-Tenant required'],
  },
  {
    name: 'takes a limit beyond its maximum',
    change: accept('GET /items', ({ query }) => query.includes('limit=51'), LIST),
    finds: ['INVALID_ACCEPTED GET /items query limit maximum'],
  },
  {
    name: 'takes a day that does not exist',
    change: accept('GET /items', ({ query }) => query.includes('since='), LIST),
    finds: ['INVALID_ACCEPTED GET /items query since format'],
  },
  {
    name: 'ignores a pattern',
    change: accept('GET /items', ({ query }) => query.includes('code='), LIST),
    finds: ['INVALID_ACCEPTED GET /items query code pattern'],
  },
  {
    name: 'takes properties that it does not know',
    change: accept('POST /items', (request) => 'undeclaredProperty' in json(request), NEW),
    finds: ['INVALID_ACCEPTED POST /items body additionalProperties'],
  },
  {
    name: 'takes null for a price',
    change: accept('POST /items', (request) => json(request).price === null, NEW),
    finds: ['INVALID_ACCEPTED POST /items body /price type'],
  },
  {
    name: 'needs no credentials',
    change: accept('POST /items', ({ headers }) => headers.authorization === undefined, NEW),
    finds: ['INVALID_ACCEPTED POST /items credentials'],
  },
  {
    name: 'reads a body whatever its type is',
    change: accept(
      'POST /items',
      ({ headers }) => headers['content-type']?.includes('undeclared') === true,
      NEW,
    ),
    finds: ['INVALID_ACCEPTED POST /items mediaType'],
  },
  {
    name: 'takes any method',
    change: (draft) => {
      if (draft.status === 405) Object.assign(draft, { status: 200, body: {} })
    },
    finds: [
      ...['QUERY', 'PUT', 'PATCH', 'DELETE'].flatMap((method) => [
        `INVALID_ACCEPTED GET /items method ${method}`,
        `INVALID_ACCEPTED POST /items method ${method}`,
        `INVALID_ACCEPTED GET /items/{itemId} method ${method}`,
      ]),
      'INVALID_ACCEPTED GET /items/{itemId} method POST',
    ],
  },
  // how it is sent
  {
    name: 'closes the connection without an answer',
    take: (response, request) => isItem(request) && response.socket?.destroy() !== undefined,
    finds: ['ANSWER_NONE GET /items/{itemId} none'],
  },
  {
    name: 'never answers',
    take: (_, request) => isItem(request),
    finds: ['UPSTREAM_SILENT GET /items/{itemId} timeout'],
  },
  {
    name: 'stops within its answer',
    take: (response, request) => {
      if (!isItem(request)) return false
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"id":')
      setTimeout(() => response.socket?.destroy(), 20)
      return true
    },
    finds: ['UPSTREAM_BROKEN GET /items/{itemId} cut'],
  },
  {
    name: 'says that its answer is shorter than it is',
    take: (response, request) => {
      if (!isItem(request)) return false
      response.socket?.end(
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{"id":1,"name":"a","price":1,"status":"new"}',
      )
      return true
    },
    finds: ['RESPONSE_UNREADABLE GET /items/{itemId} garbled'],
  },
  {
    name: 'sends something else than HTTP',
    take: (response, request) => isItem(request) && response.socket?.end('SSH-2.0-OpenSSH\r\n') !== undefined,
    finds: ['RESPONSE_UNREADABLE GET /items/{itemId} garbled'],
  },
  {
    name: 'says gzip and sends garbage',
    change: (draft, request) => {
      if (isItem(request))
        Object.assign(draft, { headers: { ...draft.headers, 'content-encoding': 'gzip' }, body: 'no gzip' })
    },
    finds: ['RESPONSE_UNREADABLE GET /items/{itemId} garbled'],
  },
  {
    name: 'sends gigabytes in a few bytes',
    timeout: 20_000,
    change: (draft, request) => {
      if (isItem(request))
        Object.assign(draft, { headers: { ...draft.headers, 'content-encoding': 'gzip' }, body: BOMB })
    },
    finds: ['ANSWER_TOO_LARGE GET /items/{itemId} large'],
  },
  {
    name: 'sends without end',
    timeout: 20_000,
    take: (response, request) => {
      if (!isItem(request)) return false
      response.writeHead(200, { 'content-type': 'application/json' })
      const more = () => {
        while (!response.destroyed && response.write(MEGABYTE));
      }
      response.on('drain', more)
      more()
      return true
    },
    finds: ['ANSWER_TOO_LARGE GET /items/{itemId} large'],
  },
  {
    name: 'nests without end',
    change: (draft, request) => {
      if (isItem(request) && draft.status === 200) draft.body = '['.repeat(200_000) + ']'.repeat(200_000)
    },
    finds: ['RESPONSE_INVALID GET /items/{itemId} response 200 body type'],
  },
  // what cannot be tested
  {
    name: 'has nothing of what it is asked for',
    change: (draft, request) => {
      if (isItem(request) && draft.status === 200)
        Object.assign(draft, { status: 404, body: { code: 404, message: 'none' } })
    },
    finds: ['OPERATION_UNPROVEN GET /items/{itemId}'],
  },
  {
    name: 'wants credentials that nobody has given',
    change: (draft, request) => {
      if (isTo(request, 'POST /items'))
        Object.assign(draft, { status: 401, body: { code: 401, message: 'who?' } })
    },
    finds: ['CREDENTIALS_NEEDED document'],
  },
  {
    name: 'is asked too often',
    change: (draft, request) => {
      if (isItem(request)) Object.assign(draft, { status: 429, body: { code: 429, message: 'slow' } })
    },
    finds: ['RATE_LIMITED GET /items/{itemId} 429', 'OPERATION_UNPROVEN GET /items/{itemId}'],
  },
]

const MEGABYTE = Buffer.alloc(1024 * 1024, 0x20)
const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024))
