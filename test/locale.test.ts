import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createMock } from '../src/index.ts'
import { loadWords } from '../src/node/locale.ts'
import { runCli, startCli } from './support/cli.ts'

const document = {
  openapi: '3.1.0',
  paths: {
    '/people/{id}': {
      get: {
        responses: {
          '200': {
            description: 'A person',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['full_name', 'city', 'phone', 'job_title'],
                  properties: {
                    full_name: { type: 'string' },
                    city: { type: 'string' },
                    phone: { type: 'string' },
                    job_title: { type: 'string' },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
}

async function person(locale: string, id: number): Promise<Record<string, string>> {
  const mock = createMock(document, { words: await loadWords(locale) })
  const { body } = mock.handle({ method: 'GET', path: `/people/${id}`, query: '', headers: {} })
  return JSON.parse(body as string)
}

test.each([
  ['zh_CN', /^\p{Script=Han}{2,4}$/u],
  ['ja', /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u],
  ['ru', /\p{Script=Cyrillic}/u],
  ['en', /^[A-Z][a-z]+ [A-Z]/],
])('--locale %s gives names of that locale', async (locale, looks) => {
  expect((await person(locale, 1)).full_name).toMatch(looks)
})

test.each(['zh_CN', 'ja', 'de'])(
  'the data of %s is the same for the same id, and other for another',
  async (locale) => {
    expect(await person(locale, 1)).toEqual(await person(locale, 1))
    expect(await person(locale, 1)).not.toEqual(await person(locale, 2))
  },
)

test('a locale that does not exist is one readable message and exit code 1', async () => {
  const { code, stderr } = await runCli('--locale', 'klingon')
  expect(stderr).toMatch(/no locale klingon.*zh_CN/)
  expect(code).toBe(1)
})

test('the command takes the locale', async () => {
  const cli = await startCli(
    '--locale',
    'zh_CN',
    fileURLToPath(new URL('documents/pets.yaml', import.meta.url)),
  )
  const { bio } = (await (await fetch(`${cli.url}/pets/1`)).json()) as { bio: string }
  await cli.stop()
  expect(bio).toMatch(/\p{Script=Han}/u)
})

test('a document with a Chinese title gets Chinese words without being asked', () => {
  const mock = createMock({ ...document, info: { title: '通讯录', version: '1' } })
  const { body } = mock.handle({ method: 'GET', path: '/people/1', query: '', headers: {} })
  expect(JSON.parse(body as string).full_name).toMatch(/^\p{Script=Han}{2,4}$/u)
})
