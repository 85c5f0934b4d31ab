import { fixtures } from '../../dist/fixtures/index.js'
import { createMock } from '../../dist/src/index.js'
import { loadDocument } from '../../dist/src/node/load.js'

const [, , , document] = process.argv
const mock = createMock(loadDocument(document).document, { fixtures })
const headers = { accept: '*/*', user_id: '1' }

export async function ask(id) {
  const query = `customer_id=${id}`
  return mock.handle({ method: 'GET', path: '/miaosuan/customer/detail', query, headers }).body
}
