import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createMock } from '../../src/index.ts'
import { loadDocument } from '../../src/node/load.ts'
import { verifyBackEnd } from '../../src/verify/verify.ts'
import { serveWrong } from './wrong-server.ts'
import { WRONG } from './wrong-servers.ts'

const shop = loadDocument(fileURLToPath(new URL('shop.yaml', import.meta.url)))
const mock = createMock(shop.document)

test.each(WRONG)('a server that $name', async ({ finds, timeout = 1000, ...wrong }) => {
  const server = await serveWrong(mock, wrong)
  try {
    const { findings } = await verifyBackEnd(shop, { base: server.url, unsafe: true, timeout })
    const found = findings.map(({ code, subject, detail = '' }) => `${code} ${subject} ${detail}`.trim())
    expect(found.toSorted()).toEqual([...finds].toSorted())
  } finally {
    await server.close()
  }
})

test('a right server has nothing wrong', async () => {
  const server = await serveWrong(mock)
  const { findings, examined } = await verifyBackEnd(shop, { base: server.url, unsafe: true })
  await server.close()
  expect(findings).toEqual([])
  expect(examined).toMatchObject({ operations: 3 })
})
