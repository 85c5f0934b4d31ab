import { compare, type Side } from './compare.ts'
import { byScript, type Contender, prism, serving } from './contender.ts'
import { SHOP } from './documents.ts'
import type { Request } from './request.ts'
import type { Effort, Table } from './summary.ts'
import { shares } from './throughput.ts'

const ANSWER = '{"accepted":3}'
const BYTES = 64 * 1024
const STATUS = 'shipped'

const IMPORT: Request = {
  method: 'POST',
  target: '/orders',
  headers: { Host: '127.0.0.1', Accept: 'application/json', 'Content-Type': 'application/json' },
  body: orders(BYTES),
  status: 201,
  expected: ANSWER,
}

/** A JSON body of 64 kB that is read and validated, against `node:http` that reads and parses it. */
export async function measureBodies(effort: Effort): Promise<readonly Table[]> {
  const bare: Side = { contender: byScript('bare node:http', 'bare-http-body.js', ANSWER), request: IMPORT }
  const sides = [
    bare,
    { contender: serving('miaosuan-mock', SHOP), request: IMPORT, check: refusesBroken },
    peer(byScript('Fastify by hand', 'fastify-body.js', SHOP, ANSWER)),
    peer(byScript('Express and Ajv by hand', 'express-and-ajv-body.js', SHOP, ANSWER)),
    peer(byScript('openapi-backend', 'openapi-backend.js', SHOP)),
    peer(byScript('Scalar mock server', 'scalar.js', SHOP)),
    peer(prism('Prism', SHOP)),
  ]
  const compared = await compare({ sides, ids: () => ({ same: 1 }) }, effort)
  const title = 'a JSON body of 64 kB, read and validated, against node:http that reads and parses it'
  return [shares(title, compared, bare.contender.name)]
}

function peer(contender: Contender): Side {
  return { contender, request: IMPORT, isPeer: true, check: refusesBroken }
}

/** Whoever takes an order whose last one has a status that there is not did not validate. */
async function refusesBroken(port: number): Promise<void> {
  const { target, method = 'POST', headers, body = '' } = IMPORT
  const at = body.lastIndexOf(STATUS)
  const broken = body.slice(0, at) + body.slice(at).replace(STATUS, 'eaten')
  const response = await fetch(`http://127.0.0.1:${port}${target}`, { method, headers, body: broken })
  if (response.status < 400 || response.status > 499)
    throw new Error(`a broken body is answered with ${response.status}`)
}

/** Orders of so many bytes of JSON, or a little more. */
function orders(bytes: number): string {
  const texts: string[] = []
  for (let id = 1, length = 0; length < bytes; id++) {
    const text = JSON.stringify(order(id))
    texts.push(text)
    length += text.length + 1
  }
  return `[${texts.join(',')}]`
}

function order(id: number) {
  const address = { street: `${id} Mill Lane`, city: 'Leeds', postcode: 'LS1 4AP', country: 'United Kingdom' }
  const item = {
    sku: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
    title: 'Oak shelf, 80 cm',
    quantity: 1 + (id % 20),
    price: 49.5,
    url: `https://shop.example/items/${id}`,
  }
  return {
    id,
    number: `ORD-${String(id).padStart(6, '0')}`,
    status: STATUS,
    customer: { id, name: 'Ann Miller', email: `ann${id}@shop.example`, phone: '+44 113 496 0000', address },
    items: [item, item],
    currency: 'GBP',
    total: 99,
    note: 'Please ring twice.',
    createdAt: '2026-03-09T14:56:50Z',
    updatedAt: '2026-03-10T08:00:00Z',
  }
}
