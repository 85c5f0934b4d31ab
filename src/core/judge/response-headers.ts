import type { ResponseObject } from '../document/openapi.ts'
import { isObject } from '../document/references.ts'
import { headerOf, type RequestHeaders } from '../message.ts'
import type { Violation } from '../problem.ts'
import type { DeclaredParameter } from '../request/declared.ts'
import { compileParameters } from '../request/parameters.ts'
import { requestTexts } from '../request/texts.ts'
import type { Validators } from '../schema/validator.ts'
import type { JudgeContext } from './judge.ts'

/**
 * What frames a message is not the document's to say (OpenAPI 3.1, 4.8.17), and whoever passes it on may change it. Of
 * cookies each is a header of its own, which no schema of one value describes.
 */
const NOT_JUDGED =
  /^(?:content-type|content-length|content-encoding|transfer-encoding|connection|keep-alive|upgrade|trailer|te|set-cookie|access-control-.*)$/i

const NONE: readonly Violation[] = []

/** Compiles the declared headers of a response (Header Object, OpenAPI 3.1, 4.8.21) to one function that finds all violations. */
export function compileJudgeHeaders(
  declared: ResponseObject['headers'],
  { references, validators }: JudgeContext,
): (headers: RequestHeaders) => readonly Violation[] {
  const all = Object.entries(isObject(declared) ? declared : {})
    .map(([name, header]) => [name, references.resolve<object>(header)] as const)
    .filter(([, header]) => isObject(header))
  const cookie = all.find(([name, header]) => /^set-cookie$/i.test(name) && 'required' in header)
  const judged = all
    .filter(([name]) => !NOT_JUDGED.test(name))
    .map(([name, header]) => ({ ...header, name, in: 'header' }) as DeclaredParameter)
  if (judged.length === 0 && cookie === undefined) return () => NONE
  const read = compileParameters(judged as never, references, answering(validators), { template: '/' })
  return (headers) => {
    const { violations } = read(requestTexts({ path: '/', query: '', headers }, {}))
    const isCookieMissing =
      cookie !== undefined && isRequired(cookie[1]) && headerOf(headers, 'set-cookie') === undefined
    const found = isCookieMissing ? [...violations, missing(cookie[0])] : violations
    return found.length === 0 ? NONE : found.map(ofResponse)
  }
}

/** Validators that read everything as an answer does: what is only written is not asked for. */
export function answering(validators: Validators): Validators {
  return { compile: (schema) => validators.compile(schema, 'response') }
}

function isRequired(header: object): boolean {
  return (header as { readonly required?: unknown }).required === true
}

function missing(name: string): Violation {
  const message = `header parameter ${name} is missing`
  return { in: 'header', name, pointer: '', keyword: 'required', expected: {}, message }
}

/** A header of an answer is no parameter. */
function ofResponse(violation: Violation): Violation {
  return { ...violation, message: violation.message.replace(/^header parameter /, 'response header ') }
}
