import { relative } from 'node:path'
import { FORMATS } from '../findings/formats.ts'
import { hasFailed, type Report } from '../findings/report.ts'
import { DocumentError } from '../index.ts'
import { describeFaults, LoadError, type LoadedDocument, loadDocument, textsOf } from '../node/load.ts'
import { prepareFolder, writeReport } from '../proxy/report-files.ts'
import { UnreachableBackEnd, verifyBackEnd } from '../verify/verify.ts'
import { OWN_DOCUMENT } from './own.ts'
import { createProgress } from './progress.ts'
import type { Pair, VerifyCommand, VerifyOperands } from './verify.ts'

/**
 * Tests a back end and prints what was found. Returns the exit code: 0 where it keeps to the document, 1 where it does
 * not. Throws a LoadError where it cannot be tested: 2.
 */
export async function runVerify(
  { base, document = OWN_DOCUMENT }: VerifyOperands,
  options: VerifyCommand,
): Promise<0 | 1> {
  const { report: folder, strict, format } = options
  if (folder !== undefined) prepareFolder(folder)
  const loaded = loadDocument(document)
  const report = await verify(loaded, base, options)
  const sources = textsOf(loaded)
  process.stdout.write(FORMATS[format](report, { sources, colour: hasColours() }))
  if (folder !== undefined) {
    const page = writeReport(folder, report, { sources, colour: false })
    process.stderr.write(`the report is in ${relative('', page)}\n`)
  }
  return hasFailed(report, strict) ? 1 : 0
}

async function verify(loaded: LoadedDocument, base: URL, options: VerifyCommand): Promise<Report> {
  const { header, headerEnv, parameter, parameterEnv, ...others } = options
  const lowerCase = headerEnv.map(([name, variable]): Pair => [name.toLowerCase(), variable])
  const given = {
    headers: Object.fromEntries([...header, ...fromEnvironment(lowerCase)]),
    parameters: Object.fromEntries([...parameter, ...fromEnvironment(parameterEnv)]),
  }
  const variables = Object.fromEntries([...lowerCase, ...parameterEnv])
  const progress = createProgress(process.stderr, 'verify')
  try {
    const onProgress = (done: number, total: number) => progress.update(done, total)
    return await verifyBackEnd(loaded, { ...others, base, given, variables, onProgress })
  } catch (error) {
    if (error instanceof DocumentError) throw new LoadError(describeFaults(loaded, error.faults))
    if (error instanceof UnreachableBackEnd) throw new LoadError(error.message)
    throw error
  } finally {
    progress.end()
  }
}

function fromEnvironment(variables: readonly Pair[]): readonly Pair[] {
  return variables.map(([name, variable]) => {
    const value = process.env[variable]
    if (value === undefined || value === '') {
      throw new LoadError(`the environment has no variable ${variable}, from which ${name} is to be taken`)
    }
    return [name, value]
  })
}

/** As Node decides it: the terminal, NO_COLOR and FORCE_COLOR. */
function hasColours(): boolean {
  return process.stdout.isTTY ? process.stdout.hasColors() : (process.env.FORCE_COLOR ?? '0') !== '0'
}
