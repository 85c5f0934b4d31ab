/** `miaosuan-mock check` as a user runs it: exit codes, formats, and what a terminal shows. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createProgress } from '../src/cli/progress.ts'
import { CODES } from '../src/findings/code-table.ts'
import { runCli } from './support/cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'check-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const document = (schema: string, extra = '') => `openapi: 3.1.0
info: { title: 客户, version: '1' }
paths:
  /客户:
    get:
${extra}      responses:
        '200':
          description: 成功
          content:
            application/json:
              schema: ${schema}
`
const wrong = file(
  '错.yaml',
  document('{ type: object, properties: { 年龄: { type: integer, example: 三十 } } }'),
)
const doubtful = file('warn.yaml', document('{ type: integer, maxLength: 3 }'))

test('without a document, the API of this project is proven, and holds', async () => {
  const { code, stdout, stderr } = await runCli('check')
  expect(stdout).toMatch(
    /^✔ openapi\/openapi\.yaml: nothing found \(1 operation, .* answers, .* fixtures\)\n$/,
  )
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})

test('a fault is shown with its line and what to do, Chinese as Chinese, and the exit code is 1', async () => {
  const { code, stdout } = await runCli('check', wrong)
  expect(stdout).toBe(`error EXAMPLE_INVALID the example breaks its schema: must be integer
  --> ${wrong}:11:74
 9 |           content:
10 |             application/json:
11 |               schema: { type: object, properties: { 年龄: { type: integer, example: 三十 } } }
   |                                                                            ^^^^^^^
   = Correct the example or the schema: readers copy examples.

✖ ${wrong}: 1 error (1 operation, 1 schema, 1 example, 0 patterns, 11 answers)
`)
  expect(code).toBe(1)
})

test('warnings fail only where it is strict', async () => {
  expect((await runCli('check', doubtful)).code).toBe(0)
  expect((await runCli('check', '--strict', doubtful)).code).toBe(1)
})

test.each([
  ['json', /^\{\n {2}"format": "miaosuan-mock\/report"/],
  ['junit', /^<\?xml .*\n<testsuites .* failures="1"/],
  ['github', /^::error file=.*错\.yaml,line=11,col=74,title=EXAMPLE_INVALID%3A /],
])('--format %s prints that alone', async (format, start) => {
  const { code, stdout, stderr } = await runCli('check', '--format', format, wrong)
  expect(stdout).toMatch(start)
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
})

test.each([
  ['a file that is not there', [join(folder, 'none.yaml')], /none\.yaml: there is no such file/],
  [
    'a file that is no YAML',
    [file('bad.yaml', 'openapi: 3.1.0\npaths: [1,\n')],
    /UNREADABLE .*\n.*bad\.yaml:\d:\d+\n/,
  ],
  ['a format that does not exist', ['--format', 'xml'], /pretty, json, junit, github/],
  ['an option that does not exist', ['--sedes', '1'], /--seeds/],
  ['no seed at all', ['--seeds', '0'], /1 or more/],
])('%s is exit code 2', async (_, args, message) => {
  const { code, stdout, stderr } = await runCli('check', ...args)
  expect(stdout + stderr).toMatch(message)
  expect(stdout + stderr).not.toMatch(/\n\s+at /)
  expect(code).toBe(2)
})

test('a file that cannot be read is a finding in the format that was asked for', async () => {
  const { stdout } = await runCli('check', '--format', 'json', file('bad2.yaml', 'a: [1,\n'))
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, findings: [{ code: 'UNREADABLE', line: 2 }] })
})

test('the README lists every code with its severity', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (error|warning|info) \| (.+) \|$/gm)]
  const listed = rows.map(([, code, severity, title]) => [code, severity, title])
  expect(listed).toEqual(Object.entries(CODES).map(([code, { severity, title }]) => [code, severity, title]))
})

const ERASE = '\r\u001b[2K'

function terminal(isTTY: boolean) {
  let written = ''
  let time = 0
  const write = (text: string) => {
    written += text
    return true
  }
  const stream = { isTTY, columns: 60, write }
  const progress = createProgress(stream as never, 'check', () => time)
  const pass = (milliseconds: number) => {
    time += milliseconds
  }
  return { progress, written: () => written, pass }
}

test('a bar comes after a second, is written over, and is gone at the end', () => {
  const { progress, written, pass } = terminal(true)
  progress.update(1, 100)
  expect(written()).toBe('')
  pass(1100)
  progress.update(50, 100)
  expect(written().startsWith(ERASE)).toBe(true)
  expect(written().slice(ERASE.length)).toMatch(/^check █+░+ 50% 50\/100$/)
  progress.end()
  expect(written().endsWith(ERASE)).toBe(true)
})

test('there is no bar where nobody watches', () => {
  const { progress, written, pass } = terminal(false)
  pass(5000)
  progress.update(1, 2)
  progress.end()
  expect(written()).toBe('')
})
