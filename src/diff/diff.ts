import type { Placed } from '../core/document/places.ts'
import { createFinding, type Finding, WHOLE_DOCUMENT } from '../findings/finding.ts'
import { createReport, type Report } from '../findings/report.ts'
import { type LoadedDocument, locateFaults } from '../node/load.ts'
import { shown } from '../node/read.ts'
import type { Change } from './change.ts'
import { type Changed, compareOperations } from './operations.ts'
import { openSide, type Pair, type Side } from './side.ts'
import { isUsed, type Recording, tellUse } from './used.ts'

export interface DiffOptions {
  /** What consumers were seen to use: then each change is marked by it. */
  readonly recording?: Recording
  /** Breaking changes that nobody was seen to use are warnings. Needs a recording. */
  readonly onlyUsed?: boolean
}

/**
 * Compares two OpenAPI documents. Breaking changes are errors, those that may hurt somebody warnings, compatible ones
 * infos. Throws a LoadError where one of them cannot be read.
 */
export function diffDocuments(loaded: Pair<LoadedDocument>, options: DiffOptions = {}): Report {
  const sides = { before: openSide(loaded.before), after: openSide(loaded.after) }
  const changed = compareOperations(sides)
  const pointers = {
    before: pointersOf(changed, 'before', sides.before),
    after: pointersOf(changed, 'after', sides.after),
  }
  const places = {
    before: locateFaults(loaded.before, [...pointers.before.values()]),
    after: locateFaults(loaded.after, [...pointers.after.values()]),
  }
  const at = (side: keyof typeof places, placed: Placed | undefined) =>
    places[side].get(pointers[side].get(placed?.pointer ?? '') ?? '')
  const findings = changed.flatMap(({ operation, changes }) => {
    const subject = operation === undefined ? WHOLE_DOCUMENT : `${operation.method} ${operation.template}`
    return changes.map((change) => toFinding(change, subject, at, options))
  })
  const subjects = changed
    .flatMap(({ operation }) => operation ?? [])
    .map(({ method, template }) => `${method} ${template}`)
  return createReport({
    tool: 'diff',
    document: `${shown(loaded.before.file)} → ${shown(loaded.after.file)}`,
    findings,
    examined: { operations: subjects.length },
    subjects: [WHOLE_DOCUMENT, ...subjects],
  })
}

/** Where each place of the compiled document is written. */
function pointersOf(
  changed: readonly Changed[],
  side: 'before' | 'after',
  { places }: Side,
): ReadonlyMap<string, string> {
  const all = changed.flatMap(({ changes }) => changes.flatMap((change) => change[side] ?? []))
  return new Map([
    ['', ''],
    ...all.map((placed): [string, string] => [placed.pointer, places.origin(placed)]),
  ])
}

type At = (
  side: 'before' | 'after',
  placed: Placed | undefined,
) => (Finding['place'] & { pointer: string }) | undefined

function toFinding(change: Change, subject: string, at: At, { recording, onlyUsed }: DiffOptions): Finding {
  const { code, told, detail, severity, before, after, use } = change
  const used = recording === undefined ? undefined : isUsed(use, subject, recording)
  const { pointer, ...place } = at('after', after ?? (before && { ...before, pointer: '' })) ?? {
    pointer: '',
  }
  const { pointer: _, ...previous } = at('before', before) ?? { pointer: '' }
  const finding = createFinding(code, {
    message: `${told.en}${used === undefined ? '' : ` [${tellUse(used).en}]`}`,
    messageZh: `${told.zh}${used === undefined ? '' : `［${tellUse(used).zh}］`}`,
    subject,
    detail,
    pointer,
    ...('file' in place && { place }),
    ...('file' in previous && { previous }),
    ...(severity && { severity }),
    ...(used !== undefined && { isUsed: used }),
  })
  return onlyUsed === true && used === false && finding.severity === 'error'
    ? { ...finding, severity: 'warning' }
    : finding
}
