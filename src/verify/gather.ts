import type { DeclaredOperation } from '../core/document/operations.ts'
import { CODES, type FindingCode } from '../findings/code-table.ts'
import type { FindingParts } from '../findings/finding.ts'
import type { Fault } from './answer-fault.ts'
import { declaresSuccess } from './declared.ts'
import type { Shown } from './exchange.ts'
import type { Judged } from './run.ts'
import { type ShrinkTools, shrink } from './shrink.ts'

/** Something found at a pointer into the document, before it is located. */
export interface Problem extends Omit<FindingParts, 'place' | 'pointer'> {
  readonly code: FindingCode
  readonly pointer: string
}

/** One fault, and all that showed it. */
interface Group {
  readonly fault: Fault
  readonly first: Judged
  count: number
}

/** So many requests are sent at most to make the one of a finding smaller, and so many for a whole run. */
const MOST_FOR_ONE = 40
const MOST_FOR_ALL = 600

/** Each fault once, with the smallest request that shows it. */
export async function gather(
  judged: readonly Judged[],
  operations: readonly DeclaredOperation[],
  tools: Omit<ShrinkTools, 'mayAsk'>,
  shown: Shown,
): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  let left = MOST_FOR_ALL
  for (const { fault, first, count } of groupsOf(judged)) {
    let own = Math.min(MOST_FOR_ONE, left)
    const isWorth =
      first.verdict.isFailure !== true ||
      first.outcome.kind !== 'failure' ||
      first.outcome.failure !== 'timeout'
    const mayAsk = () => isWorth && own-- > 0
    const asked = await shrink(first, fault, { ...tools, mayAsk })
    left -= Math.min(MOST_FOR_ONE, left) - Math.max(own, 0)
    const { operation } = asked.probe
    const [same = fault] = tools
      .giveVerdict(asked.probe, asked.outcome)
      .faults.filter((one) => isSame(one, fault))
    problems.push({
      code: fault.code,
      pointer: fault.pointer,
      subject: subjectOf(operation),
      message: shown.text(`${subjectOf(operation)}: ${same.message}`),
      messageZh: shown.text(`${subjectOf(operation)}：${same.messageZh}`),
      detail: fault.detail,
      count,
      exchange: shown.exchange(asked),
    })
  }
  return [...problems, ...unproven(judged, operations)]
}

function isSame(one: Fault, other: Fault): boolean {
  return one.code === other.code && one.detail === other.detail
}

function groupsOf(judged: readonly Judged[]): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const one of judged) {
    for (const fault of one.verdict.faults) {
      const key = JSON.stringify([one.probe.operation.id, fault.code, fault.detail])
      const group = groups.get(key) ?? { fault, first: one, count: 0 }
      group.count++
      groups.set(key, group)
    }
  }
  return [...groups.values()]
}

function subjectOf({ method, template }: DeclaredOperation): string {
  return `${method} ${template}`
}

/** What could not be tested: for want of credentials, told once; and where nothing that is valid had a success. */
function unproven(judged: readonly Judged[], operations: readonly DeclaredOperation[]): readonly Problem[] {
  const own = (operation: DeclaredOperation) =>
    judged.filter(({ probe }) => probe.operation.id === operation.id)
  const refused = operations.filter((operation) =>
    own(operation).some(({ verdict }) => verdict.isUnauthorized),
  )
  const failed = operations.filter((operation) => {
    const valid = own(operation).filter(({ probe }) => probe.broken === undefined)
    const isTold = own(operation).some(({ verdict }) =>
      verdict.faults.some(({ code }) => CODES[code].severity === 'error'),
    )
    const isProven = valid.some(({ verdict }) => verdict.isSuccess)
    return (
      valid.length > 0 && !isProven && !isTold && !refused.includes(operation) && declaresSuccess(operation)
    )
  })
  const names = refused.slice(0, MOST_NAMED).map(subjectOf).join(', ')
  const more = refused.length > MOST_NAMED ? ` and ${refused.length - MOST_NAMED} more` : ''
  return [
    ...(refused.length === 0
      ? []
      : [
          {
            code: 'CREDENTIALS_NEEDED',
            pointer: '',
            message: `without credentials these cannot be tested: ${names}${more}`,
          } as const,
        ]),
    ...failed.map((operation): Problem => {
      const statuses = own(operation).flatMap(({ probe, outcome }) =>
        probe.broken === undefined && outcome.answer !== undefined ? [outcome.answer.status] : [],
      )
      const message = `${subjectOf(operation)}: no valid request had a success; the answers were ${[...new Set(statuses)].join(', ')}`
      return {
        code: 'OPERATION_UNPROVEN',
        pointer: operation.pointer,
        subject: subjectOf(operation),
        message,
      }
    }),
  ]
}

const MOST_NAMED = 5
