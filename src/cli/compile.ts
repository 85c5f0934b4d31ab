import type { Fault, MockOptions } from '../index.ts'
import { type Compiled, compileLoaded } from '../node/live.ts'
import { describeFaults, describeTextFault, type LoadedDocument } from '../node/load.ts'

/** Compiles a document and tells its warnings. Throws a LoadError where it cannot be served. */
export function compile(loaded: LoadedDocument, options: MockOptions, tell = warn): Compiled {
  const compiled = compileLoaded(loaded, options)
  tell([...loaded.warnings.map(describeTextFault), ...describeAll(loaded, compiled.mock.warnings)])
  return compiled
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
