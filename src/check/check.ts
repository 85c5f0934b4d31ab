import { asWritten } from '../core/document/bundle.ts'
import { pointerTokens } from '../core/document/pointer.ts'
import { createFinding, WHOLE_DOCUMENT } from '../findings/finding.ts'
import { createReport, type Report } from '../findings/report.ts'
import type { Fixtures } from '../index.ts'
import { LoadError, locateFaults, type ReadDocument } from '../node/load.ts'
import { createAnswerCheck } from './answers.ts'
import { type Checked, type Found, openDocument, type Tell } from './checked.ts'
import { withoutConsequences } from './consequences.ts'
import { checkFixtureNames, checkIdentities } from './fixtures.ts'
import { RULES } from './rules/rules.ts'
import { findStructure } from './structure/openapi-schema.ts'

export interface CheckOptions {
  /** So many worlds of data are asked for each answer. Default 5. */
  readonly seeds?: number
  /** The project's own data, which has to be valid too. */
  readonly fixtures?: Fixtures | undefined
  /** Called before each step, with how many are done and how many there are. */
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Proves a document, or says what cannot be proven: its structure by the official schema of OpenAPI, the rules of a
 * linter, every schema, every example, every answer of every operation, and every fixture.
 */
export async function checkDocument(read: ReadDocument, options: CheckOptions = {}): Promise<Report> {
  const { seeds = 5, fixtures, onProgress = () => undefined } = options
  const { loaded } = read
  const opened = openDocument(loaded.document)
  const isDocument = !opened.found.some(({ code }) => code === 'NOT_OPENAPI')
  const structure = isDocument ? await findStructure(loaded.document) : []
  const found: Found[] = [...opened.found, ...structure]
  const examined: Record<string, number> = { operations: 0, schemas: 0, examples: 0, patterns: 0, answers: 0 }
  const count = (what: string, more = 1) => {
    examined[what] = (examined[what] ?? 0) + more
  }
  const subjects = [WHOLE_DOCUMENT]
  if (opened.checked !== undefined) {
    const { checked, servable } = opened
    const tell = createTell(checked, found)
    const total = RULES.length + checked.operations.length
    for (const [index, rule] of RULES.entries()) {
      onProgress(index, total)
      rule(checked, tell, count)
    }
    if (fixtures !== undefined) {
      checkFixtureNames(checked, fixtures, tell)
      count('fixtures', checkIdentities(checked, servable, fixtures, seeds, tell))
    }
    const checkOperation = createAnswerCheck(checked, servable, { seeds, fixtures }, tell)
    for (const [index, operation] of checked.operations.entries()) {
      onProgress(RULES.length + index, total)
      count('answers', checkOperation(operation))
      subjects.push(`${operation.method} ${operation.template}`)
    }
    count('operations', checked.operations.length)
    onProgress(total, total)
  }
  return toReport(read, found, examined, subjects)
}

/** Rules look at the normalised document, and people at the source. */
function createTell({ normalised }: Checked, found: Found[]): Tell {
  return (code, pointer, message, more = {}) => {
    found.push({ code, pointer: normalised.origin(pointer), message, ...more })
  }
}

function toReport(
  { loaded, failed }: ReadDocument,
  all: readonly Found[],
  examined: Report['examined'],
  subjects: readonly string[],
): Report {
  const found = withoutConsequences(all)
  const reasons = new Map(failed.map(({ pointer, message, error }) => [pointer, { message, error }]))
  const places = locateFaults(
    loaded,
    found.map(({ pointer }) => pointer),
  )
  const findings = found.flatMap(({ code, pointer, message, ...more }) => {
    const { pointer: within, ...place } = places.get(pointer) as NonNullable<ReturnType<typeof places.get>>
    const reason = reasons.get(pointer)
    const broken = reason?.error instanceof LoadError ? reason.error.faults : []
    const written = asWritten(reason?.message ?? message)
    const subject = subjectOf(pointer)
    return [
      createFinding(code, { subject, message: written, pointer: within, place, ...more }),
      ...broken.map(({ message: fault, ...at }) =>
        createFinding('UNREADABLE', { message: fault, place: at }),
      ),
    ]
  })
  const duplicates = loaded.warnings.map(({ message: _, ...place }) =>
    createFinding('DUPLICATE_KEY', { message: 'this key stands here already', place }),
  )
  return createReport({
    tool: 'check',
    document: shownFile(loaded),
    findings: [...duplicates, ...findings],
    examined,
    subjects,
  })
}

function shownFile(loaded: ReadDocument['loaded']): string {
  return (locateFaults(loaded, ['']).get('') as { readonly file: string }).file
}

/** The operation that a pointer is within; what belongs to none is the document's. */
function subjectOf(pointer: string): string {
  const [first, path, method, ...rest] = pointerTokens(pointer)
  if (first !== 'paths' || path === undefined || method === undefined) return WHOLE_DOCUMENT
  if (METHODS.test(method)) return `${method.toUpperCase()} ${path}`
  return method === 'additionalOperations' && rest[0] !== undefined ? `${rest[0]} ${path}` : WHOLE_DOCUMENT
}

const METHODS = /^(?:get|put|post|delete|options|head|patch|trace|query)$/
