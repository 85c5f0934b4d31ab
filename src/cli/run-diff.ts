import { relative } from 'node:path'
import { diffDocuments } from '../diff/diff.ts'
import { readRecordings } from '../diff/recording.ts'
import { FORMATS } from '../findings/formats.ts'
import { hasFailed } from '../findings/report.ts'
import { LoadError, loadDocument, textsOf } from '../node/load.ts'
import { prepareFolder, writeReport } from '../proxy/report-files.ts'
import type { DiffCommand } from './diff.ts'

/**
 * Compares two documents and prints the changes. Returns the exit code: 0 where none of them breaks anybody, 1 where one
 * does. Throws a LoadError where they cannot be compared: 2.
 */
export function runDiff(before: string, after: string, options: DiffCommand): 0 | 1 {
  const { used, failOn, format, report: folder, strict } = options
  if (failOn === 'used' && used.length === 0) {
    throw new LoadError('--fail-on used needs to know what is used; name a recording with --used')
  }
  if (folder !== undefined) prepareFolder(folder)
  const recording = used.length === 0 ? undefined : readRecordings(used)
  const loaded = { before: loadDocument(before), after: loadDocument(after) }
  const report = diffDocuments(loaded, { onlyUsed: failOn === 'used', ...(recording && { recording }) })
  const sources = new Map([...textsOf(loaded.before), ...textsOf(loaded.after)])
  process.stdout.write(FORMATS[format](report, { sources, colour: hasColours() }))
  if (folder !== undefined) {
    const page = writeReport(folder, report, { sources, colour: false })
    process.stderr.write(`the report is in ${relative('', page)}\n`)
  }
  return failOn !== 'none' && hasFailed(report, strict) ? 1 : 0
}

/** As Node decides it: the terminal, NO_COLOR and FORCE_COLOR. */
function hasColours(): boolean {
  return process.stdout.isTTY ? process.stdout.hasColors() : (process.env.FORCE_COLOR ?? '0') !== '0'
}
