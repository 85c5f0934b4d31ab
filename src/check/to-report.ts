import { asWritten } from '../core/document/bundle.ts'
import { pointerTokens } from '../core/document/pointer.ts'
import { createFinding, WHOLE_DOCUMENT } from '../findings/finding.ts'
import { createReport, type Report } from '../findings/report.ts'
import { LoadError, locateFaults, type ReadDocument } from '../node/load.ts'
import type { Found } from './checked.ts'
import { withoutConsequences } from './consequences.ts'

/** Locates what was found, and makes it a report. */
export function toReport(
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
