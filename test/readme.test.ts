import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { gallery } from '../fixtures/index.ts'
import { runCli } from './support/cli.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

test('the README lists every case of the gallery', () => {
  const cases = gallery.filter(({ id }) => id > 9009)
  expect(cases.filter(({ id }) => !readme.includes(`\`${id}\``))).toEqual([])
})

test('the README names only ids that the gallery has', () => {
  const named = [...readme.matchAll(/`(9\d{3})`/g)].map((match) => Number(match[1]))
  expect(named.filter((id) => !gallery.some((entry) => entry.id === id))).toEqual([])
})

test('the README names only scripts that exist', () => {
  const named = [...readme.matchAll(/npm run ([a-z:-]+)/g)].map((match) => match[1] as string)
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([])
})

test('the README lists every option of the command', async () => {
  const { stdout } = await runCli('--help')
  const options = [...stdout.matchAll(/^\s+(?:-\w, )?(--[a-z-]+)/gm)].map((match) => match[1] as string)
  expect(options.length).toBeGreaterThan(5)
  expect(options.filter((option) => !readme.includes(`${option}\``))).toEqual([])
})
