import { expect, test } from 'vitest'
import { strayExceptions, testCorpus } from './corpus-part.ts'
import { isInstalled } from './documents.ts'

testCorpus(0, 2)

test.runIf(isInstalled)('each exception is of a document of the corpus', () => {
  expect(strayExceptions()).toEqual([])
})
