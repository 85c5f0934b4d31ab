import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { documents, documentsInParts, fileOf, isInstalled } from './documents.ts'
import { examine } from './examine.ts'

/** What is wrong with a document, by document and the JSON Pointer of an operation. */
type Exceptions = Readonly<Record<string, Readonly<Record<string, string>>>>

const exceptions = parse(readFileSync(new URL('exceptions.yaml', import.meta.url), 'utf8')) as Exceptions

/** The documents are many, and are asked in two processes; each knows its part. */
export function testCorpus(part: number, parts: number): void {
  if (!isInstalled) {
    test.skip('the corpus is not installed: npm run corpus installs it and asks each of its documents', () => {})
    return
  }
  const own = documentsInParts(parts)[part] ?? []
  let operations = 0
  let judged = 0
  let refused = 0

  test.each(own)(
    '%s: each operation takes what is valid, answers validly, and refuses what is broken',
    (document) => {
      const examination = examine(fileOf(document))
      operations += examination.operations
      judged += examination.judged
      refused += examination.refused
      const excepted = exceptions[document] ?? {}
      const unexpected = [...examination.faults].filter(([pointer]) => excepted[pointer] === undefined)
      const mended = Object.keys(excepted).filter((pointer) => !examination.faults.has(pointer))
      expect({ unexpected, mended }).toEqual({ unexpected: [], mended: [] })
    },
    900_000,
  )

  test(`part ${part + 1} of the corpus is as large as it was`, () => {
    expect(own.length).toBeGreaterThan(80)
    expect([operations, judged, refused]).toEqual([
      expect.toSatisfy((count) => count > 4_000),
      expect.toSatisfy((count) => count > 25_000),
      expect.toSatisfy((count) => count > 15_000),
    ])
  })
}

/** Exceptions of documents that are not in the corpus. */
export function strayExceptions(): readonly string[] {
  return Object.keys(exceptions).filter((document) => !documents.includes(document))
}
