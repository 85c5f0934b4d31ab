import { expect, test } from 'vitest'
import type { MockRequest, MockResponse } from '../../src/index.ts'
import { createJournal, type Journal } from '../../src/node/journal.ts'

const request: MockRequest = { method: 'GET', path: '/a', query: '', headers: {} }
const response: MockResponse = { status: 200, headers: [], source: { kind: 'empty' } }

function recorded(times: number): Journal {
  const journal = createJournal()
  for (let n = 0; n < times; n++) journal.record(request, response, 1)
  return journal
}

const idsOf = (journal: Journal, after = 0) => journal.after(after).map(({ id }) => id)

test('exchanges are kept in order and found by their ids, which count from 1', () => {
  const journal = recorded(3)
  expect(idsOf(journal)).toEqual([1, 2, 3])
  expect(idsOf(journal, 2)).toEqual([3])
  expect(idsOf(journal, 9)).toEqual([])
  expect(journal.find(2)).toMatchObject({ id: 2, request, response, milliseconds: 1 })
  expect(journal.find(0)).toBeUndefined()
  expect(journal.find(4)).toBeUndefined()
})

test('the latest 500 are kept', () => {
  const journal = recorded(1234)
  expect(idsOf(journal)).toEqual(Array.from({ length: 500 }, (_, at) => 735 + at))
  expect(journal.find(734)).toBeUndefined()
  expect(journal.latest).toBe(1234)
})

test('what is kept is what was given: nothing is copied', () => {
  const [exchange] = recorded(1).after(0)
  expect(exchange?.request).toBe(request)
  expect(exchange?.response).toBe(response)
})

test('of a large body the beginning is kept, and how long it was', () => {
  const journal = createJournal()
  const bytes = new Uint8Array(300_000).fill(7)
  journal.record({ ...request, body: bytes }, { ...response, body: '长'.repeat(200_000), chunks: ['…'] }, 1)
  const kept = journal.find(1)
  expect(kept?.request.body).toHaveLength(65_536)
  expect(kept?.request.body?.buffer.byteLength).toBe(65_536)
  expect(kept?.response.body).toBe('长'.repeat(65_536))
  expect(kept?.response.chunks).toBeUndefined()
  expect(kept?.whole).toEqual({ request: 300_000, response: 200_000 })
})

test('all bodies together stay below 16 MB: the oldest exchanges give way', () => {
  const journal = createJournal()
  for (let n = 0; n < 400; n++) journal.record({ ...request, body: new Uint8Array(60_000) }, response, 1)
  const kept = journal.after(0)
  expect(kept.length).toBeGreaterThan(250)
  expect(kept.length * 60_000).toBeLessThanOrEqual(16 * 1024 * 1024)
  expect(kept.at(-1)?.id).toBe(400)
})

test('after it is cleared nothing is found, and ids go on counting', () => {
  const journal = recorded(3)
  journal.clear()
  expect(idsOf(journal)).toEqual([])
  expect(journal.find(3)).toBeUndefined()
  journal.record(request, response, 1)
  expect(idsOf(journal)).toEqual([4])
})

test('a listener is called once at the next change, unless it is taken back', () => {
  const journal = createJournal()
  const calls: string[] = []
  const forgotten = () => calls.push('forgotten')
  journal.onceChanged(() => calls.push('first'))
  journal.onceChanged(forgotten)
  journal.forget(forgotten)
  journal.record(request, response, 1)
  journal.record(request, response, 1)
  expect(calls).toEqual(['first'])
  journal.onceChanged(() => calls.push('second'))
  journal.clear()
  expect(calls).toEqual(['first', 'second'])
})
