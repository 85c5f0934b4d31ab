import { expect, test } from 'vitest'
import { codeFrame } from '../../src/findings/frame.ts'
import { widthOf } from '../../src/findings/text.ts'

function frame(text: string, line: number, column: number): readonly string[] {
  return codeFrame(text, { line, column }).map((one) => one.text)
}

test('the pointer stands under what is meant, also behind Chinese and emoji, which are twice as wide', () => {
  const lines = frame('客户:\n  { 姓名👍: 王, 年龄: 三十 }', 2, 14)
  expect(lines).toEqual(['客户:', '  { 姓名👍: 王, 年龄: 三十 }', '                ^^^^'])
})

test('a key is pointed at as a whole, quoted or not', () => {
  expect(frame('"a b": 1', 1, 1).at(-1)).toBe('^^^^^')
  expect(frame('/客户/{id}: 1', 1, 1).at(-1)).toBe('^'.repeat(10))
  expect(frame('date: 10:30', 1, 7).at(-1)).toBe('      ^^^^^')
})

test('of a line without end only the part around the place is shown', () => {
  const [line = '', pointer = ''] = frame(`{${'"a":1,'.repeat(10_000)}"客户":1}`, 1, 60_002)
  expect(line).toMatch(/^….*"客户":1\}$/)
  expect(line.length).toBeLessThan(100)
  expect(pointer.indexOf('^')).toBe(widthOf(line.slice(0, line.indexOf('"客户"'))))
})

test('what a terminal would act upon is written as its code point, and tabs as spaces', () => {
  expect(frame('\ta: \u001b[31m\u202e', 1, 2)).toEqual(['  a: \\u{1b}[31m\\u{202e}', '  ^'])
})

test('a place that is not in the text has no frame', () => {
  expect(frame('a', 7, 1)).toEqual([])
})

test.each([
  ['abc', 3],
  ['客户', 4],
  ['ｆｕｌｌ', 8],
  ['e\u0301', 1],
  ['👍🏠', 4],
  ['𠮷', 2],
  ['한글', 4],
])('%s is %i columns wide', (text, width) => {
  expect(widthOf(text)).toBe(width)
})
