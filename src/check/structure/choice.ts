import type { Ajv2020, ErrorObject, FuncKeywordDefinition, ValidateFunction } from 'ajv/dist/2020.js'
import { isObject } from '../../core/document/references.ts'

/** `oneOf` or `anyOf` of the official schemas, as a keyword that tells of one branch. */
export const CHOICE = 'x-choice'

interface Choice {
  readonly isOne: boolean
  readonly branches: readonly unknown[]
}

interface Branch {
  readonly schema: unknown
  readonly errors: readonly ErrorObject[]
}

/**
 * Ajv says of a `oneOf` what is wrong with every branch, twenty sentences for one slip. This keyword tells of the branch
 * that was meant: a reference where there is a `$ref`, else the one whose tell-tale values (`in: header`, `type: http`)
 * are there, else the one with the least wrong.
 */
export function createChoice(ajv: Ajv2020, base: string): FuncKeywordDefinition {
  const known = new Map<string, ValidateFunction>()
  const compileBranch = (branch: unknown): ValidateFunction => {
    const key = JSON.stringify(branch)
    const validate = known.get(key) ?? ajv.compile(absolute(branch, base) as object)
    known.set(key, validate)
    return validate
  }
  return {
    keyword: CHOICE,
    errors: 'full',
    compile: ({ isOne, branches }: Choice) => {
      let compiled: readonly ValidateFunction[] | undefined
      const validate: ReturnType<NonNullable<FuncKeywordDefinition['compile']>> = (data, context) => {
        compiled ??= branches.map(compileBranch)
        const judged = compiled.map((one, index): Branch => {
          return { schema: branches[index], errors: one(data) === true ? [] : (one.errors ?? []) }
        })
        const valid = judged.filter(({ errors }) => errors.length === 0)
        if (valid.length === 1 || (valid.length > 1 && !isOne)) return true
        const errors = valid.length > 1 ? [tooMany(data, branches)] : meant(judged, data)
        const prefix = context?.instancePath ?? ''
        validate.errors = errors.map((error) => ({
          ...error,
          instancePath: prefix + error.instancePath,
          // Ajv writes the choice's own schema and data into them
          params: { own: error, ...error.params },
        }))
        return false
      }
      return validate
    },
  }
}

/** References are read from where the keyword stands; a branch is compiled by itself. */
function absolute(value: unknown, base: string): unknown {
  if (Array.isArray(value)) return value.map((one) => absolute(one, base))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      const isLocal = key === '$ref' && typeof one === 'string' && one.startsWith('#')
      return [key, isLocal ? base + one : absolute(one, base)]
    }),
  )
}

function tooMany(data: unknown, branches: readonly unknown[]): ErrorObject {
  const names = branches.flatMap((branch) =>
    isObject(branch) && Array.isArray(branch.required) ? branch.required : [],
  )
  const both = names.filter((name) => isObject(data) && Object.hasOwn(data, name))
  const message =
    both.length > 1 ? `has ${both.join(' and ')}; write one of them` : 'is more than one thing at once'
  return { ...NO_ERROR, keyword: 'oneOf', message }
}

const NO_ERROR = { instancePath: '', schemaPath: '', params: {} }

function meant(branches: readonly Branch[], data: unknown): readonly ErrorObject[] {
  const refers = isObject(data) && typeof data.$ref === 'string'
  const candidates = branches.filter(({ errors }) => !errors.some(isMissingReference))
  if (refers && branches.length > candidates.length)
    return branches.find((one) => !candidates.includes(one))?.errors ?? []
  const of = candidates.length === 0 ? branches : candidates
  if (of.length === 1) return of[0]?.errors ?? []
  const telltale = of.map(({ errors }) => errors.find(isTelltale))
  const [first] = telltale
  if (first !== undefined && telltale.every((one) => one?.instancePath === first.instancePath)) {
    return [united(telltale as readonly ErrorObject[], first)]
  }
  const required = of.flatMap(({ errors }) => errors.filter(({ keyword }) => keyword === 'required'))
  if (required.length === of.length && of.every(({ errors }) => errors.length === 1)) return [anyOf(required)]
  return of.toSorted((a, b) => weight(a) - weight(b))[0]?.errors ?? []
}

function isMissingReference({ keyword, instancePath, params }: ErrorObject): boolean {
  return keyword === 'required' && instancePath === '' && params.missingProperty === '$ref'
}

/** A value by which branches are told apart: the type of the whole, or a fixed word of a property. */
function isTelltale({ keyword, instancePath }: ErrorObject): boolean {
  if (keyword === 'type') return instancePath === ''
  return (keyword === 'enum' || keyword === 'const') && /^\/[^/]+$/.test(instancePath)
}

function weight({ errors }: Branch): number {
  return errors.length + 100 * errors.filter(isTelltale).length
}

/** One sentence for branches that all want another value at the same place. */
function united(errors: readonly ErrorObject[], first: ErrorObject): ErrorObject {
  if (errors.every(({ keyword }) => keyword === 'type')) {
    const type = [...new Set(errors.flatMap(({ params }) => [params.type].flat()))]
    return { ...first, keyword: 'type', params: { type }, message: `must be ${type.join(' or ')}` }
  }
  const allowedValues = [
    ...new Set(errors.flatMap(({ params }) => params.allowedValues ?? [params.allowedValue ?? params.type])),
  ]
  return { ...first, keyword: 'enum', params: { allowedValues } }
}

function anyOf(required: readonly ErrorObject[]): ErrorObject {
  const names = required.map(({ params }) => String(params.missingProperty))
  return { ...NO_ERROR, keyword: 'anyOf', message: `lacks ${names.join(' or ')}` }
}
