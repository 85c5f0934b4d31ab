import type { DeclaredOperation } from '../core/document/operations.ts'

/** Which operations are wanted: by `operationId`, by path, or by method and path; `*` stands for anything. */
export function compileFilter(filters: readonly string[]): (operation: DeclaredOperation) => boolean {
  if (filters.length === 0) return () => true
  const patterns = filters.map((filter) => {
    const literal = filter.trim().replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    return new RegExp(`^${literal.replaceAll('*', '.*')}$`, 'i')
  })
  return ({ id, method, template }) =>
    patterns.some((pattern) => [id, template, `${method} ${template}`].some((name) => pattern.test(name)))
}
