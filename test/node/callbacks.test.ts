import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import type { Callback } from '../../src/index.ts'
import { type CallbackOutcome, sendCallbacks } from '../../src/node/callbacks.ts'

interface Received {
  readonly method: string | undefined
  readonly type: string | undefined
  readonly text: string
}

async function read(message: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = []
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk)
  const { method, headers } = message
  return { method, type: headers['content-type'], text: Buffer.concat(chunks).toString() }
}

/** Sends to a server that answers 202, and gives what it received and what was told of it. */
async function sendTo(callback: (origin: string) => Callback, hosts: readonly string[] = []) {
  const received: Received[] = []
  const outcomes: CallbackOutcome[] = []
  const server = createServer(async (message, response) => {
    received.push(await read(message))
    response
      .writeHead(message.url === '/elsewhere' ? 302 : 202, { Location: 'http://192.0.2.1/' })
      .end('thanks')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    await sendCallbacks([callback(`http://127.0.0.1:${port}`)], {
      hosts,
      onCallback: (one) => outcomes.push(one),
    })
  } finally {
    server.closeAllConnections()
    server.close()
  }
  return { received, outcomes }
}

const json = ['Content-Type', 'application/json']

test('a callback arrives with its method, its headers and its body', async () => {
  const body = '{"客":1}'
  const { received, outcomes } = await sendTo((origin) => {
    return { name: 'told', method: 'PUT', url: `${origin}/x`, headers: json, body }
  })
  expect(received).toEqual([{ method: 'PUT', type: 'application/json', text: body }])
  expect(outcomes).toMatchObject([{ name: 'told', method: 'PUT', status: 202 }])
})

test('a redirect is not followed: it could lead beyond this machine', async () => {
  const { outcomes } = await sendTo((origin) => {
    return { name: 'told', method: 'POST', url: `${origin}/elsewhere`, headers: [] }
  })
  expect(outcomes).toMatchObject([{ status: 302 }])
})

test('localhost is this machine under any port', async () => {
  const { received } = await sendTo((origin) => {
    return { name: 'told', method: 'POST', url: origin.replace('127.0.0.1', 'localhost'), headers: [] }
  })
  expect(received).toHaveLength(1)
})

test.each([
  ['http://example.com/', /example\.com is not this machine.*--callbacks example\.com/],
  ['http://127.0.0.1.example.com/', /is not this machine/],
  ['http://169.254.169.254/latest', /is not this machine/],
  ['http://[2001:db8::1]/', /is not this machine/],
  ['file:///etc/passwd', /file: is not called/],
  ['/relative', /no absolute URL/],
])('%s is not called, and why is told', async (url, fault) => {
  const { outcomes } = await sendTo(() => ({ name: 'told', method: 'POST', url, headers: [] }))
  expect(outcomes).toEqual([{ name: 'told', method: 'POST', url, fault: expect.stringMatching(fault) }])
})

test('a host that is named is called, and what fails then is told', async () => {
  const url = 'http://nowhere.invalid:9/'
  const send = (hosts: readonly string[]) =>
    sendTo(() => ({ name: 'told', method: 'POST', url, headers: [] }), hosts)
  for (const host of ['nowhere.invalid', 'nowhere.invalid:9']) {
    expect((await send([host])).outcomes).toEqual([
      expect.objectContaining({ fault: expect.stringMatching(/fetch failed/) }),
    ])
  }
  expect((await send(['nowhere.invalid:10'])).outcomes[0]?.fault).toMatch(/is not this machine/)
})

test('a callback that could not be made is told as it is', async () => {
  const unmade = { name: 'told', fault: 'it leads nowhere' }
  expect((await sendTo(() => unmade)).outcomes).toEqual([unmade])
})
