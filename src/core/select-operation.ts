import type { DeclaredOperation } from './document/operations.ts'
import type { OperationContext } from './operation.ts'
import { compilePath, type PathReader } from './request/path.ts'
import type { Target } from './routing/routes.ts'
import type { SelectTarget } from './routing/target.ts'
import { templateNames } from './routing/template.ts'

/**
 * Compiles the choice among operations that share a path and a method: the first one whose parameters the texts of
 * the path may be, else the first one.
 */
export function compileSelectOperation({
  references,
  validators,
}: Pick<OperationContext, 'references' | 'validators'>): SelectTarget {
  const readers = new Map<DeclaredOperation, PathReader>()
  const readerOf = (operation: DeclaredOperation): PathReader => {
    const reader =
      readers.get(operation) ??
      compilePath(operation, templateNames(operation.template), references, validators)
    readers.set(operation, reader)
    return reader
  }
  const fits = ({ operation, skip }: Target, texts: readonly string[]) => {
    try {
      const reader = readerOf(operation)
      return reader.fits(reader.read(texts.slice(skip)))
    } catch {
      return true // it cannot be compiled, and says so where it is asked
    }
  }
  return (target, texts) => {
    if (target.others.length === 0) return target
    return [target, ...target.others].find((one) => fits(one, texts)) ?? target
  }
}
