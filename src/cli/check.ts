import type { DocumentSetting } from '../configuration/documents.ts'
import { createFinding, WHOLE_DOCUMENT } from '../findings/finding.ts'
import type { FormatName } from '../findings/format-names.ts'
import { FORMATS } from '../findings/formats.ts'
import { createReport, hasFailed, type Report } from '../findings/report.ts'
import { LoadError, type ReadDocument, readDocument, textsOf } from '../node/load.ts'
import { fixturesFor, OWN_DOCUMENT } from './own.ts'
import { createProgress } from './progress.ts'

/** The options of `check`, read and checked. */
export interface CheckCommand {
  readonly format: FormatName
  readonly seeds: number
  readonly strict: boolean
}

/**
 * Proves a document and prints what was found. Returns the exit code: 0 where it holds, 1 where it does not, 2 where it
 * cannot be read.
 */
export async function runCheck(
  document: DocumentSetting = { path: OWN_DOCUMENT },
  options: CheckCommand,
): Promise<0 | 1 | 2> {
  const file = document.path
  const read = readOrReport(file)
  if ('failure' in read) {
    print(read.failure, new Map(), options)
    return 2
  }
  const { checkDocument } = await import('../check/check.ts')
  const progress = createProgress(process.stderr, 'check')
  try {
    const fixtures = await fixturesFor(document)
    const report = await checkDocument(read, {
      seeds: options.seeds,
      fixtures,
      onProgress: (done, total) => progress.update(done, total),
    })
    progress.end()
    print(report, textsOf(read.loaded), options)
    return hasFailed(report, options.strict) ? 1 : 0
  } finally {
    progress.end()
  }
}

/** A file that cannot be read is a finding too, in whatever format was asked for. */
function readOrReport(file: string): ReadDocument | { readonly failure: Report } {
  try {
    return readDocument(file)
  } catch (error) {
    if (!(error instanceof LoadError)) throw error
    const faults = error.faults.map(({ message, ...place }) =>
      createFinding('UNREADABLE', { message, place }),
    )
    const findings = faults.length > 0 ? faults : [createFinding('UNREADABLE', { message: error.message })]
    const report = {
      tool: 'check',
      document: file,
      findings,
      examined: {},
      subjects: [WHOLE_DOCUMENT],
    } as const
    return { failure: createReport(report) }
  }
}

function print(report: Report, sources: ReadonlyMap<string, string>, { format }: CheckCommand): void {
  process.stdout.write(FORMATS[format](report, { sources, colour: hasColours() }))
}

/** As Node decides it: the terminal, NO_COLOR and FORCE_COLOR. */
function hasColours(): boolean {
  return process.stdout.isTTY ? process.stdout.hasColors() : (process.env.FORCE_COLOR ?? '0') !== '0'
}
