import { WHOLE_DOCUMENT } from '../findings/finding.ts'
import type { Report } from '../findings/report.ts'
import type { Fixtures } from '../index.ts'
import type { ReadDocument } from '../node/load.ts'
import { askAll } from './ask-all.ts'
import { createTell, type Found, type Opened, openDocument } from './checked.ts'
import { checkFixtureNames, checkIdentities } from './fixtures.ts'
import { hireWorker } from './hire-worker.ts'
import { RULES } from './rules/rules.ts'
import { findStructure } from './structure/openapi-schema.ts'
import { toReport } from './to-report.ts'

export interface CheckOptions {
  /** So many worlds of data are asked for each answer. Default 5. */
  readonly seeds?: number
  /** The project's own data, which has to be valid too. */
  readonly fixtures?: Fixtures | undefined
  /** Called before each step, with how many are done and how many there are. */
  readonly onProgress?: (done: number, total: number) => void
}

type Required = CheckOptions & { readonly seeds: number }

/**
 * Proves a document, or says what cannot be proven: its structure by the official schema of OpenAPI, the rules of a
 * linter, every schema, every example, every answer of every operation, and every fixture.
 */
export async function checkDocument(read: ReadDocument, options: CheckOptions = {}): Promise<Report> {
  const { document, file } = read.loaded
  const opened = openDocument(document)
  const isDocument = !opened.found.some(({ code }) => code === 'NOT_OPENAPI')
  const found: Found[] = [...opened.found, ...(isDocument ? await findStructure(document) : [])]
  if (opened.checked === undefined) return toReport(read, found, {}, [WHOLE_DOCUMENT])
  const examined = await examine(opened, file, found, { seeds: 5, ...options })
  const subjects = opened.checked.operations.map(({ method, template }) => `${method} ${template}`)
  return toReport(read, found, examined, [WHOLE_DOCUMENT, ...subjects])
}

/** Looks at everything, adds what was found, and returns how much there was. */
async function examine(
  opened: Opened,
  file: string,
  found: Found[],
  options: Required,
): Promise<Report['examined']> {
  const { checked, servable } = opened
  const { seeds, fixtures, onProgress = () => undefined } = options
  const counts = { schemas: 0, examples: 0, patterns: 0 }
  const tell = createTell(checked, found)
  const { operations } = checked
  const total = RULES.length + operations.length
  const worker = hireWorker(file, operations.length, options)
  for (const [index, rule] of RULES.entries()) {
    onProgress(index + worker.taken(), total)
    rule(checked, tell, (what) => {
      counts[what] += 1
    })
  }
  if (fixtures !== undefined) checkFixtureNames(checked, fixtures, tell)
  const proven: Report['examined'] =
    fixtures === undefined ? {} : { fixtures: checkIdentities(checked, servable, fixtures, seeds, tell) }
  const answers = askAll(opened, options, found, () => {
    onProgress(RULES.length + worker.taken(), total)
    return worker.take()
  })
  const others = await worker.result
  found.push(...others.found)
  onProgress(total, total)
  return { operations: operations.length, ...counts, answers: answers + others.answers, ...proven }
}
