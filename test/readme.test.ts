import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
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

/** The blocks of code in a language. */
function blocks(language: string): readonly string[] {
  const fenced = new RegExp(`^\\s*\`\`\`${language}\\n(.*?)^\\s*\`\`\`$`, 'gms')
  return [...readme.matchAll(fenced)].map((match) => match[1] as string)
}

test('every recipe in YAML can be read', () => {
  const recipes = blocks('yaml')
  expect(recipes.length).toBeGreaterThan(3)
  const broken = recipes.flatMap((text) => parseAllDocuments(text).flatMap(({ errors }) => errors))
  expect(broken).toEqual([])
})

/** The command lines of this project in recipes and examples, each as its words; folded lines are one. */
function commandLines(): readonly (readonly string[])[] {
  const texts = [...blocks('sh'), ...blocks('yaml')].map((text) =>
    text.replace(/>-\n\s+|\n\s{8,}(?=[a-z-])/g, ' '),
  )
  const lines = texts.flatMap((text) => text.split('\n'))
  return lines.flatMap((line) => {
    const [, written] = /npm start(?: --silent)?(?: --prefix mock)?(?: -- | +)([^#]*)/.exec(line) ?? []
    return written === undefined ? [] : [written.match(/'[^']*'|"[^"]*"|[^\s"']+/g) ?? []]
  })
}

test('every command line in the README is one that the command takes', async () => {
  const lines = commandLines()
  expect(lines.length).toBeGreaterThan(12)
  const commands = ['check', 'proxy', 'verify', 'diff']
  expect(commands.filter((name) => !lines.some(([first]) => first === name))).toEqual([])
  const helps = await Promise.all(
    ['', ...commands].map(
      async (name) => [name, await runCli(...(name === '' ? [] : [name]), '--help')] as const,
    ),
  )
  const options = new Map(helps.map(([name, { stdout }]) => [name, new Set(stdout.match(/--[a-z-]+/g))]))
  const unknown = lines.flatMap(([first = '', ...rest]) => {
    const known = options.get(commands.includes(first) ? first : '')
    const given = [first, ...rest].filter((word) => word.startsWith('--') && word !== '--')
    return given.map((word) => word.split('=')[0] as string).filter((word) => known?.has(word) !== true)
  })
  expect(unknown).toEqual([])
})
