import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type RunningCli, startCli } from './support/cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'miaosuan-mock-reload-'))

function write(path: string, text: string): string {
  const file = join(folder, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
  return file
}

/** As editors save: the new text in a file of its own, which then takes the name of the old one. */
function replace(path: string, text: string): void {
  renameSync(write(`${path}.new`, text), join(folder, path))
}

function document(example: string): string {
  return `openapi: 3.1.0
paths:
  /greeting:
    get:
      responses:
        '200':
          description: A greeting
          content: { text/plain: { schema: { type: string }, example: ${example} } }
`
}

async function start(...args: string[]): Promise<RunningCli> {
  const cli = await startCli(...args)
  onTestFinished(async () => {
    await cli.stop()
  })
  return cli
}

async function greeting(cli: RunningCli): Promise<string> {
  return (await fetch(`${cli.url}/greeting`)).text()
}

const SOON = { timeout: 15_000, interval: 50 }

test('an edit of the document is answered without a restart, whether written or replaced', async () => {
  const cli = await start(write('one.yaml', document('first')))
  expect(await greeting(cli)).toBe('first')
  write('one.yaml', document('second'))
  await vi.waitFor(async () => expect(await greeting(cli)).toBe('second'), SOON)
  replace('one.yaml', document('third'))
  await vi.waitFor(async () => expect(await greeting(cli)).toBe('third'), SOON)
  replace('one.yaml', document('fourth'))
  await vi.waitFor(async () => expect(await greeting(cli)).toBe('fourth'), SOON)
})

test('an edit of a file that the document refers to is answered too, also of one it did not refer to before', async () => {
  const referring = (file: string) => `openapi: 3.1.0\npaths:\n  /greeting: { $ref: '${file}' }\n`
  const item = (example: string) =>
    document(example)
      .split('\n')
      .slice(3)
      .map((line) => line.slice(4))
      .join('\n')
  write('parts/a.yaml', item('from a'))
  write('parts/b.yaml', item('from b'))
  const cli = await start(write('many.yaml', referring('./parts/a.yaml')))
  expect(await greeting(cli)).toBe('from a')
  replace('parts/a.yaml', item('from a again'))
  await vi.waitFor(async () => expect(await greeting(cli)).toBe('from a again'), SOON)
  write('many.yaml', referring('./parts/b.yaml'))
  await vi.waitFor(async () => expect(await greeting(cli)).toBe('from b'), SOON)
  write('parts/b.yaml', item('from b again'))
  await vi.waitFor(async () => expect(await greeting(cli)).toBe('from b again'), SOON)
})

test('a broken edit is said with its place, and the last good document is served until it is mended', async () => {
  const cli = await start(write('broken.yaml', document('good')))
  write('broken.yaml', 'openapi: 3.1.0\npaths:\n  /greeting: [\n')
  await vi.waitFor(() => expect(cli.errors()).toMatch(/not reloaded.*broken\.yaml:\d+:\d+ /s), SOON)
  expect(await greeting(cli)).toBe('good')
  write('broken.yaml', document('mended'))
  await vi.waitFor(async () => expect(await greeting(cli)).toBe('mended'), SOON)
})

test('requests under way are not dropped by a reload', async () => {
  const cli = await start(write('load.yaml', document('before')))
  const answers: Promise<string>[] = []
  for (let i = 0; i < 40; i++) {
    if (i % 10 === 5) replace('load.yaml', document(`edit ${i}`))
    answers.push(...Array.from({ length: 5 }, () => greeting(cli)))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^(before|edit \d+)$/)
})

test('--no-watch serves the document as it was', async () => {
  const cli = await start('--no-watch', write('fixed.yaml', document('fixed')))
  write('fixed.yaml', document('changed'))
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await greeting(cli)).toBe('fixed')
})
