import { createMock, DocumentError, type Fault, type MockOptions } from '../index.ts'
import { describeFaults, describeTextFault, LoadError, type LoadedDocument } from '../node/load.ts'
import type { Compiled } from './live.ts'

/** Compiles a document and tells its warnings. Throws a LoadError where it cannot be served. */
export function compile(loaded: LoadedDocument, options: MockOptions, tell = warn): Compiled {
  try {
    const mock = createMock(loaded.document, options)
    tell([...loaded.warnings.map(describeTextFault), ...describeAll(loaded, mock.warnings)])
    return { loaded, mock }
  } catch (error) {
    if (error instanceof DocumentError) throw new LoadError(describeFaults(loaded, error.faults))
    throw error
  }
}

/** How many warnings are shown: some public documents have hundreds of one kind. */
const SHOWN_WARNINGS = 20

export function warn(warnings: readonly string[]): void {
  if (warnings.length === 0) return
  const more = warnings.length - SHOWN_WARNINGS
  const lines = [...warnings.slice(0, SHOWN_WARNINGS), ...(more > 0 ? [`and ${more} more warnings`] : [])]
  process.stderr.write(`${lines.join('\n')}\n`)
}

export function describeAll(loaded: LoadedDocument, warnings: readonly Fault[]): readonly string[] {
  const described = describeFaults(loaded, warnings)
  return described === '' ? [] : described.split('\n')
}
