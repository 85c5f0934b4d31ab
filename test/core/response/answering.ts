import { createMock, type MockRequest, type MockResponse } from '../../../src/index.ts'

/** A mock of one path, `/x`, whose GET answers with this content; with a POST that takes what GET answers. */
export function mockOf(content: Readonly<Record<string, unknown>>, components: unknown = {}) {
  const responses = { 200: { description: '', content } }
  const mock = createMock({
    openapi: '3.2.0',
    info: { title: 'One', version: '1' },
    components,
    paths: {
      '/x': {
        get: { responses },
        post: { requestBody: { required: true, content }, responses: { 204: { description: '' } } },
      },
    },
  })
  return {
    ...mock,
    get: (headers: MockRequest['headers'] = {}, query = '') =>
      mock.handle({ method: 'GET', path: '/x', query, headers }),
    /** Sends an answer back as a request. */
    post: (answer: MockResponse) =>
      mock.handle({
        method: 'POST',
        path: '/x',
        query: '',
        headers: { 'content-type': header(answer, 'content-type') },
        body: bytesOf(answer),
      }),
  }
}

export function header({ headers }: MockResponse, name: string): string | undefined {
  const index = headers.findIndex((one, i) => i % 2 === 0 && one.toLowerCase() === name)
  return index === -1 ? undefined : headers[index + 1]
}

export function bytesOf({ body = '' }: MockResponse): Buffer {
  return typeof body === 'string' ? Buffer.from(body) : Buffer.from(body)
}

export function textOf(answer: MockResponse): string {
  return bytesOf(answer).toString('utf8')
}
