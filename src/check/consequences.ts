import type { FindingCode } from '../findings/code-table.ts'
import type { Found } from './checked.ts'

/**
 * What only follows from something else that was found is left out: what the mock reads otherwise and the official
 * schema has refused, a contradiction that a rule has named more precisely, an unreachable path that is known to be one.
 */
export function withoutConsequences(found: readonly Found[]): readonly Found[] {
  const refused = new Set(found.filter(hasCode('OPENAPI_SCHEMA')).map(({ pointer }) => pointer))
  const precise = found.filter(({ code }) => PRECISE.has(code)).map(({ pointer }) => schemaOf(pointer))
  const hasInvalidPattern = found.some(hasCode('PATTERN_INVALID'))
  const told = new Set<string>()
  return found.filter(({ code, pointer, message }) => {
    if (code === 'READ_OTHERWISE') return !refused.has(pointer)
    if (code === 'SCHEMA_UNSATISFIABLE') return !precise.some((schema) => isKeywordOf(pointer, schema))
    if (code === 'SCHEMA_UNCOMPILABLE') return !hasInvalidPattern || !/regular expression/.test(message)
    if (code !== 'PATH_UNREACHABLE') return true
    const isNew = !told.has(pointer)
    told.add(pointer)
    return isNew
  })
}

function hasCode(wanted: FindingCode) {
  return ({ code }: Found) => code === wanted
}

/** Findings that name the keywords which leave no value. */
const PRECISE: ReadonlySet<FindingCode> = new Set([
  'LIMITS_CROSSED',
  'REQUIRED_UNDECLARED',
  'ENUM_MISMATCH',
  'PATTERN_INVALID',
])

/** The schema of a keyword that was found to be wrong. */
function schemaOf(pointer: string): string {
  return pointer.replace(/\/(?:(?:required|enum)\/\d+|pattern|(?:min|max)[A-Z]?[a-zA-Z]*)$/, '')
}

/** Whether a pointer is that of a schema, or of one of its keywords. */
function isKeywordOf(pointer: string, schema: string): boolean {
  return (
    pointer === schema ||
    (pointer.startsWith(`${schema}/`) && !pointer.slice(schema.length + 1).includes('/'))
  )
}
