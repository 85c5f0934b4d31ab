import { type DiffOptions, diffDocuments } from '../../src/diff/diff.ts'
import type { Report } from '../../src/findings/report.ts'
import type { LoadedDocument } from '../../src/node/load.ts'

/** The changes between two documents that are in no file. */
export function diffOf(before: unknown, after: unknown, options: DiffOptions = {}): Report {
  return diffDocuments({ before: loadedOf('old.json', before), after: loadedOf('new.json', after) }, options)
}

function loadedOf(file: string, document: unknown): LoadedDocument {
  const text = JSON.stringify(document, null, 2)
  const source = { file, text, value: document, warnings: [] }
  return { file, text, document, files: [file], warnings: [], sources: new Map([['', source]]) }
}
