/** Orders in the envelope that Chinese back ends have: `code` 0 with data, other codes without. */
const order = {
  type: 'object',
  required: ['id', '状态', 'items'],
  properties: {
    id: { type: 'integer' },
    状态: { type: 'string', enum: ['待付款', '已付款'] },
    phone: { type: 'string' },
    note: { type: 'string' },
    items: {
      type: 'array',
      items: { type: 'object', required: ['n'], properties: { n: { type: 'integer', minimum: 1 } } },
    },
  },
}

const envelope = (code: number, data: object) => ({
  type: 'object',
  required: ['code', 'msg', 'data'],
  properties: { code: { const: code }, msg: { type: 'string' }, data },
})

const json = (schema: object) => ({ 'application/json': { schema } })
const missing = { 404: { description: '', content: json(envelope(40401, { type: 'null' })) } }

export const ORDERS = {
  openapi: '3.1.0',
  info: { title: '订单', version: '1' },
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Shop' } } },
  paths: {
    '/orders/{id}': {
      get: {
        operationId: 'getOrder',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } },
          { name: 'lang', in: 'query', schema: { type: 'string', enum: ['zh', 'en'] } },
        ],
        responses: {
          200: {
            description: '',
            headers: { 'X-Rate': { required: true, schema: { type: 'integer' } } },
            content: json({ oneOf: [envelope(0, order), envelope(40001, { type: 'null' })] }),
          },
          ...missing,
        },
      },
    },
    '/orders': {
      post: {
        operationId: 'createOrder',
        security: [{ key: [] }],
        requestBody: {
          required: true,
          content: json({
            type: 'object',
            required: ['phone'],
            properties: {
              phone: { type: 'string', pattern: '^1\\d{10}$' },
              password: { type: 'string', minLength: 8 },
            },
          }),
        },
        responses: { 201: { description: '' } },
      },
    },
    '/files/{name}': {
      get: {
        operationId: 'getFile',
        parameters: [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          200: { description: '', content: { 'image/png': {}, 'application/json': { schema: true } } },
        },
      },
    },
  },
}

export const ORDER = { id: 1, 状态: '待付款', items: [{ n: 1 }, { n: 2 }] }
