import { expect, test } from 'vitest'
import { type RunningCli, runCli, startCli } from './support/cli.ts'

const PETS = 'test/documents/pets.yaml'

async function withCli<T>(args: readonly string[], use: (cli: RunningCli) => Promise<T>): Promise<T> {
  const cli = await startCli(...args)
  try {
    return await use(cli)
  } finally {
    await cli.stop()
  }
}

const COMMAND_LINES: readonly string[] = [
  `mock ${PETS}`,
  `mock ${PETS} -s x -d`,
  `mock -d ${PETS}`,
  `mock -d=false -s=x ${PETS}`,
  `mock --errors ${PETS} --seed=x`,
  `mock --errors=false --dynamic true ${PETS}`,
  `mock --cors ${PETS}`,
  `mock -h 127.0.0.1 ${PETS} -v silent`,
  `-s x -d mock ${PETS}`,
  `mock -dm ${PETS}`,
  `mock -ds x ${PETS}`,
  `-m mock ${PETS}`,
  `mock --multiprocess false ${PETS} --ignoreExamples`,
  `-d ${PETS}`,
]

test.each(COMMAND_LINES)('Prism takes «%s», and so does the mock', async (line) => {
  await withCli(line.split(' '), async ({ url }) => {
    const pet = await fetch(`${url}/pets/7`)
    expect([pet.status, await pet.json()]).toEqual([200, expect.objectContaining({ id: 7 })])
  })
})

test('options count wherever they stand, before the command too', async () => {
  const dogOf = async (...args: string[]) =>
    await withCli(args, async ({ url }) => (await fetch(`${url}/pets/7`)).text())
  const other = await dogOf('mock', PETS, '--seed', 'other')
  expect(await dogOf('mock', '-s=other', PETS)).toBe(other)
  expect(await dogOf('-s', 'other', 'mock', PETS)).toBe(other)
  expect(await dogOf('mock', PETS)).not.toBe(other)
})

test('--cors=false answers no other origin', async () => {
  await withCli(['mock', '--cors=false', PETS], async ({ url }) => {
    const { headers } = await fetch(`${url}/pets/7`, { headers: { origin: 'http://a.example' } })
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })
})

test('-m says in one line that one process is enough', async () => {
  await withCli(['mock', '-m', PETS], async (cli) => {
    expect(cli.errors().trim()).toMatch(/^--multiprocess changes nothing: .*one process is enough$/)
  })
})

test('a value that a switch does not take is refused, and so is an option that does not exist', async () => {
  expect(await runCli('mock', '-d=perhaps', PETS)).toMatchObject({ code: 1, stderr: /true or false/ })
  expect(await runCli('mock', '--error', PETS)).toMatchObject({ code: 1, stderr: /--error.*--errors/s })
})

test('what follows -- is a document, whatever it is called', async () => {
  const { code, stderr } = await runCli('mock', '--', '-d')
  expect([code, stderr]).toEqual([1, '-d: there is no such file\n'])
})

test('a document on another host is to be saved first', async () => {
  const { code, stderr } = await runCli('mock', 'https://api.example/openapi.yaml')
  expect(stderr).toMatch(/https:\/\/api\.example\/openapi\.yaml.*save it/)
  expect(code).toBe(1)
})

test.each([
  [['proxy', PETS, 'http://127.0.0.1:3000/v1'], 'as Prism has it'],
  [['proxy', 'http://127.0.0.1:3000/v1', PETS], 'as this project has it'],
  [['proxy', '--errors', PETS, '-p=0', 'http://127.0.0.1:3000/v1'], 'with options between'],
])('proxy takes its operands in either order: %s, %s', async (args) => {
  const cli = await startCli(...args)
  expect(cli.output()).toContain('http://127.0.0.1:3000/v1')
  expect(cli.output()).toContain(PETS)
  expect(await cli.stop()).toBe(0)
})

test('proxy without a URL, or with two, says what it takes', async () => {
  for (const args of [[PETS], ['http://a.example', 'http://b.example'], ['http://', PETS]]) {
    const { code, stderr } = await runCli('proxy', ...args)
    expect([code, stderr]).toEqual([2, expect.stringMatching(/takes the URL of the real API/)])
  }
})
