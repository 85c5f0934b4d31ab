import { SETTINGS, type Setting, variableOf } from '../configuration/settings.ts'

/** A small API, valid to the last finding of `check`: one list, one record, and an error. */
export const starterDocument = `openapi: 3.1.0
info:
  title: Orders
  version: 0.1.0
  description: A start; describe your own API here. Edits are served at once.
servers:
  - url: /api
tags:
  - name: orders
    description: What was ordered
paths:
  /orders:
    get:
      operationId: listOrders
      summary: The orders, page by page
      tags: [orders]
      parameters:
        - name: page
          in: query
          description: Counts from 1
          schema: { type: integer, minimum: 1, default: 1 }
      responses:
        '200':
          description: A page of orders
          content:
            application/json:
              schema:
                type: array
                maxItems: 20
                items: { $ref: '#/components/schemas/Order' }
  /orders/{orderId}:
    get:
      operationId: getOrder
      summary: One order
      tags: [orders]
      parameters:
        - name: orderId
          in: path
          required: true
          description: Which order
          schema: { type: integer, minimum: 1 }
      responses:
        '200':
          description: The order
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Order' }
        '404':
          description: There is no such order
          content:
            application/problem+json:
              schema:
                type: object
                required: [title]
                properties:
                  title: { type: string, description: What is wrong }
components:
  schemas:
    Order:
      type: object
      required: [orderId, status, total, createdAt]
      properties:
        orderId: { type: integer, minimum: 1, description: Its number }
        status: { type: string, enum: [open, paid, shipped], description: How far it is }
        total: { type: number, minimum: 0, description: What it costs }
        createdAt: { type: string, format: date-time, description: When it was made }
        note: { type: string, description: What the buyer wrote }
`

/** Data of one's own for one operation; all others are generated. */
export function starterFixtures(isTyped: boolean): string {
  const [head, tail] = isTyped
    ? ["import type { Fixtures } from 'miaosuan-mock'\n\n", '} satisfies Fixtures']
    : ["/** @import { Fixtures } from 'miaosuan-mock' */\n\n/** @type {Fixtures} */\n", '}']
  return `${head}export const fixtures = {
  operations: {
    getOrder: {
      // what of the request names the record
      identify: ({ path }) => path.orderId,
      // the answer about it: a function of the two, so that it is the same for everybody and forever
      answer(orderId, random) {
        if (orderId === 404) return { status: 404, name: 'no such order', body: { title: 'No such order' } }
        const statuses = ['open', 'paid', 'shipped']
        return {
          status: 200,
          name: \`order \${orderId}\`,
          body: {
            orderId,
            status: statuses[Math.floor(random.at(orderId).next() * statuses.length)],
            total: 99.5,
            createdAt: '2026-01-31T08:30:00Z',
          },
        }
      },
      // the records that check proves one by one
      identities: [1, 2, 404],
    },
  },
${tail}
`
}

/** All settings with what they are and how the environment calls them; those that are not needed as comments. */
export function starterConfiguration(isTyped: boolean, document: string, fixtures: string): string {
  const [head, tail] = isTyped
    ? ["import type { Configuration } from 'miaosuan-mock/config'\n\n", '} satisfies Configuration']
    : ["/** @import { Configuration } from 'miaosuan-mock/config' */\n\n", '}']
  const others = Object.entries(SETTINGS)
    .filter(([name]) => name !== 'documents')
    .flatMap(([name, setting]) => optional(name, setting))
  return `${head}// A flag goes before the environment, the environment before this file, and this file before the defaults.
${isTyped ? '' : '/** @type {Configuration} */\n'}export default {
  // each document has its path, and may have a prefix, fixtures and a seed of its own
  documents: [{ path: './${document}', fixtures: './${fixtures}' }],

${others.join('\n')}
${tail}
`
}

function optional(name: string, { help, default: usual, kind }: Setting): readonly string[] {
  const names = 'names' in kind ? `: ${(kind.names as readonly string[]).join(' or ')}` : ''
  return [`  // ${help}${names} (${variableOf(name)})`, `  // ${name}: ${literal(usual)},`]
}

function literal(value: unknown): string {
  if (value === undefined) return 'undefined'
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value)
}
