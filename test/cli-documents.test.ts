import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type RunningCli, runCliIn, startCliIn } from './support/cli.ts'

/** An API with one operation `getPet`, whose answer says which API it is of. */
function petsOf(owner: string, servers = '', path = '/pets/{petId}', operation = 'getPet'): string {
  return `openapi: 3.1.0
info: { title: Pets of ${owner}, version: 1.0.0 }
${servers === '' ? '' : `servers: [{ url: '${servers}' }]\n`}paths:
  ${path}:
    get:
      operationId: ${operation}
      parameters:
        - { name: petId, in: path, required: true, schema: { type: integer } }
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema: { type: object, required: [owner], properties: { owner: { const: ${owner} } } }
        '404': { description: None }
`
}

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'miaosuan-mock-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

async function started(cwd: string, ...args: string[]): Promise<RunningCli> {
  const cli = await startCliIn({ cwd }, '--port', '0', ...args)
  onTestFinished(async () => {
    await cli.stop()
  })
  return cli
}

async function ask(url: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(url, { headers, redirect: 'manual' })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) }
}

const TWO = { 'cats.yaml': petsOf('cats'), 'dogs.yaml': petsOf('dogs') }

test('documents answer under their prefixes, on one port', async () => {
  const { url, output } = await started(folderOf(TWO), 'cats.yaml@/cats', 'dogs.yaml@/all/dogs')
  expect((await ask(`${url}/cats/pets/1`)).json()).toEqual({ owner: 'cats' })
  expect((await ask(`${url}/all/dogs/pets/1`)).json()).toEqual({ owner: 'dogs' })
  expect((await ask(`${url}/pets/1`)).status).toBe(404)
  expect((await ask(`${url}/catsandmore/pets/1`)).status).toBe(404)
  expect((await ask(`${url}/cats/pets/x`)).status).toBe(422)
  expect((await ask(`${url}/all/dogs/openapi.yaml`)).text).toBe(TWO['dogs.yaml'])
  for (const text of ['Pets of cats', 'Pets of dogs', `${url}/all/dogs`]) expect(output()).toContain(text)
})

test('documents without prefixes are told apart by their base paths', async () => {
  const files = { 'cats.yaml': petsOf('cats', '/v1'), 'dogs.yaml': petsOf('dogs', 'https://api.example/v2') }
  const { url, errors } = await started(folderOf(files), 'cats.yaml', 'dogs.yaml')
  expect((await ask(`${url}/v1/pets/1`)).json()).toEqual({ owner: 'cats' })
  expect((await ask(`${url}/v2/pets/1`)).json()).toEqual({ owner: 'dogs' })
  expect(errors()).toBe('')
})

test('documents that share a base path complete each other', async () => {
  const files = { 'cats.yaml': petsOf('cats'), 'dogs.yaml': petsOf('dogs', '', '/dogs/{petId}') }
  const { url, errors } = await started(folderOf(files), 'cats.yaml', 'dogs.yaml')
  expect((await ask(`${url}/pets/1`)).json()).toEqual({ owner: 'cats' })
  expect((await ask(`${url}/dogs/1`)).json()).toEqual({ owner: 'dogs' })
  expect((await ask(`${url}/fish/1`)).status).toBe(404)
  expect(errors()).toBe('')
})

test('an operation that two documents have is told at the start with both, and the first answers', async () => {
  const files = { 'cats.yaml': petsOf('cats'), 'dogs.yaml': petsOf('dogs', '', '/pets/{id}', 'getDog') }
  const { url, errors } = await started(folderOf(files), 'cats.yaml', 'dogs.yaml')
  expect(errors()).toMatch(
    /GET \/pets\/\{petId\}, which \/pets\/\{id\} is too, is in cats\.yaml and in dogs\.yaml/,
  )
  expect((await ask(`${url}/pets/1`)).json()).toEqual({ owner: 'cats' })
})

test('the pages show all documents, and requests by the names of their documents', async () => {
  const { url } = await started(folderOf(TWO), 'cats.yaml@/cats', 'dogs.yaml@/dogs')
  await ask(`${url}/dogs/pets/1`)
  await ask(`${url}/dogs/pets/x`)
  const document = (await ask(`${url}/__mock/api/document`)).json()
  expect(document.documents).toMatchObject([
    { name: 'cats', prefix: '/cats', title: 'Pets of cats', operations: 1 },
    { name: 'dogs', prefix: '/dogs', file: expect.stringContaining('dogs.yaml') },
  ])
  expect(document.operations).toMatchObject([
    { id: 'cats:getPet', path: '/cats/pets/{petId}', place: expect.stringMatching(/cats\.yaml:5:/) },
    { id: 'dogs:getPet', path: '/dogs/pets/{petId}', place: expect.stringMatching(/dogs\.yaml:5:/) },
  ])
  const { requests } = (await ask(`${url}/__mock/api/requests`)).json()
  expect(requests).toMatchObject([{ source: { operation: 'dogs:getPet' } }, { status: 422 }])
  const detail = (await ask(`${url}/__mock/api/requests/2`)).json()
  expect(detail.violations[0].place).toMatch(/dogs\.yaml:8:/)
  const operation = (await ask(`${url}/__mock/api/operation?id=dogs:getPet`)).json()
  expect((await ask(url + operation.request.url)).json()).toEqual({ owner: 'dogs' })
  const explanation = await ask(`${url}/__mock/explain?url=/dogs/pets/4`, { accept: 'application/json' })
  expect(explanation.json()).toMatchObject({
    path: '/dogs/pets/4',
    operation: { id: 'dogs:getPet', place: expect.stringMatching(/dogs\.yaml:/) },
  })
})

test('each document has its own reference, which tries it under its prefix', async () => {
  const { url } = await started(folderOf(TWO), 'cats.yaml@/cats', 'dogs.yaml@/dogs')
  expect((await ask(`${url}/docs`)).headers.get('location')).toBe('/__mock/home')
  const page = await ask(`${url}/docs/dogs`, { accept: 'text/html' })
  expect(page.text).toContain('Pets of dogs')
  expect(page.text).toContain('/dogs/')
  expect((await ask(`${url}/__mock/docs/cats/openapi.yaml`)).text).toBe(TWO['cats.yaml'])
})

test('a scenario is of one document, though both have an operation of that name, and * is of all', async () => {
  const { url } = await started(folderOf(TWO), 'cats.yaml@/cats', 'dogs.yaml@/dogs')
  const statuses = async (scenario: string) => {
    const headers = { cookie: `other=1; mock-scenario=${scenario}` }
    const paths = ['/cats/pets/1', '/dogs/pets/1']
    return (await Promise.all(paths.map((path) => ask(url + path, headers)))).map(({ status }) => status)
  }
  expect(await statuses('dogs%3AgetPet=code%3D404')).toEqual([200, 404])
  expect(await statuses('cats:getPet=code%3D404')).toEqual([404, 200])
  expect(await statuses('*=code%3D404')).toEqual([404, 404])
  const headers = { cookie: 'mock-scenario=dogs%3AgetPet=code%3D404' }
  const told = (await ask(`${url}/__mock/api/scenario`, headers)).json()
  expect(told).toEqual({ entries: [{ operation: 'dogs:getPet', settings: { code: '404' } }], ignored: [] })
})

test('each document is read again by itself, and a broken one leaves the others alone', async () => {
  const cwd = folderOf(TWO)
  const cli = await started(cwd, 'cats.yaml@/cats', 'dogs.yaml@/dogs')
  writeFileSync(join(cwd, 'dogs.yaml'), petsOf('wolves'))
  await expect.poll(async () => (await ask(`${cli.url}/dogs/pets/1`)).text).toBe('{"owner":"wolves"}')
  writeFileSync(join(cwd, 'dogs.yaml'), 'openapi: 3.1.0\npaths: [')
  writeFileSync(join(cwd, 'cats.yaml'), petsOf('lions'))
  await expect.poll(async () => (await ask(`${cli.url}/cats/pets/1`)).text).toBe('{"owner":"lions"}')
  await expect.poll(() => cli.errors()).toContain('last good document')
  expect((await ask(`${cli.url}/dogs/pets/1`)).json()).toEqual({ owner: 'wolves' })
})

test('a configuration gives documents prefixes and seeds, and an operand that it knows keeps them', async () => {
  const config = `documents:
  - { path: cats.yaml, prefix: /cats, seed: 5 }
  - { path: dogs.yaml, prefix: /dogs }
`
  const cwd = folderOf({ ...TWO, 'miaosuan-mock.config.yaml': config })
  const both = await started(cwd)
  const seedOf = async (path: string) => (await ask(both.url + path)).headers.get('x-mock-source')
  expect(await seedOf('/cats/pets/1')).toContain('seed="5"')
  expect(await seedOf('/dogs/pets/1')).toContain('seed="1"')
  const one = await started(cwd, 'cats.yaml')
  expect((await ask(`${one.url}/cats/pets/1`)).json()).toEqual({ owner: 'cats' })
  expect(await runCliIn({ cwd }, 'check')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/cats\.yaml, .*name one/),
  })
  expect((await runCliIn({ cwd }, 'check', 'cats.yaml')).stdout).toContain('cats.yaml')
})

test.each([['dogs.yaml@/__mock/x'], ['dogs.yaml@/a b'], ['dogs.yaml@/a?b']])(
  'a prefix that cannot be one is refused: %s',
  async (operand) => {
    expect(await runCliIn({ cwd: folderOf(TWO) }, operand)).toMatchObject({ code: 1, stdout: '' })
  },
)
