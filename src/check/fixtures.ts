import type { DeclaredOperation } from '../core/document/operations.ts'
import { toPointer } from '../core/document/pointer.ts'
import { nearest } from '../core/nearest.ts'
import { createRandom, type Fixture, type Fixtures } from '../index.ts'
import type { Checked, Tell } from './checked.ts'
import { createJudge, type Judge } from './judge.ts'

/** Every fixture is of an operation. */
export function checkFixtureNames({ operations }: Checked, fixtures: Fixtures, tell: Tell): void {
  const ids = operations.map(({ id }) => id)
  for (const name of Object.keys(fixtures.operations)) {
    if (ids.includes(name)) continue
    const meant = nearest(name, ids)
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`
    tell('FIXTURE_UNKNOWN', '/paths', `the fixture ${name} is of no operation${hint}`)
  }
}

/** The answers of a fixture about the records that it says are worth knowing. Returns how many there were. */
export function checkIdentities(
  { operations }: Checked,
  servable: unknown,
  fixtures: Fixtures,
  seeds: number,
  tell: Tell,
): number {
  const judge = createJudge(servable)
  let count = 0
  for (const operation of operations) {
    const fixture: Fixture | undefined = fixtures.operations[operation.id]
    for (const identity of fixture?.identities ?? []) {
      for (let seed = 1; seed <= seeds; seed++) {
        count += 1
        const fault = faultOf(
          () => (fixture as Fixture).answer(identity, createRandom(seed)),
          operation,
          judge,
        )
        if (fault === undefined) continue
        const subject = `${operation.method} ${operation.template}`
        const place = toPointer(operation.pointer, 'responses')
        tell('FIXTURE_INVALID', place, `the fixture about ${identity} ${fault}`, {
          subject,
          detail: String(identity),
        })
        break
      }
    }
  }
  return count
}

function faultOf(
  make: () => { readonly status: number; readonly body: unknown },
  { pointer, object }: DeclaredOperation,
  judge: Judge,
): string | undefined {
  try {
    const { status, body } = make()
    const keys = Object.keys(object.responses ?? {}).map((key) => key.toUpperCase())
    const names = [String(status), `${Math.floor(status / 100)}XX`, 'DEFAULT']
    if (!names.some((name) => keys.includes(name))) return `answers ${status}, which is not declared`
    const verdict = judge(pointer, status, 'application/json', JSON.parse(JSON.stringify(body ?? null)))
    if (verdict.kind === 'unjudged') return `answers ${status}, for which no JSON is declared`
    return verdict.kind === 'invalid' ? `breaks the document: ${verdict.message}` : undefined
  } catch (error) {
    return `threw: ${(error as Error).message}`
  }
}
