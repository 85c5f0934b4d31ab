/** One set of handlers for the page and for tests. */
import { createMock } from 'miaosuan-mock'
import { fixtures } from 'miaosuan-mock/fixtures'
import { toMsw } from 'miaosuan-mock/msw'
import document from 'miaosuan-mock/openapi.json' with { type: 'json' }

export const handlers = toMsw(createMock(document, { fixtures }))
