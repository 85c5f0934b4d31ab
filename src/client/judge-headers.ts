import type { ResponseObject } from '../core/document/openapi.ts'
import type { References } from '../core/document/references.ts'
import { headerPairs } from '../core/headers.ts'
import type { DeclaredParameter } from '../core/request/declared.ts'
import { compileParameters } from '../core/request/parameters.ts'
import { requestTexts } from '../core/request/texts.ts'
import type { Validators } from '../core/schema/validator.ts'
import { type Wording, wordViolation } from './keyword-table.ts'

export interface HeaderViolation extends Wording {
  readonly name: string
  /** The keyword that is broken; `required` where the header is missing. */
  readonly keyword: string
}

export type JudgeHeaders = (
  response: ResponseObject,
  headers: readonly string[],
) => readonly HeaderViolation[]

/** What frames the message is not the document's to say (OpenAPI 3.1, 4.8.17); of cookies each is a header of its own. */
const NOT_JUDGED =
  /^(?:content-type|content-length|content-encoding|transfer-encoding|connection|set-cookie|access-control-.*)$/i

/** Headers are read as the header parameters of requests are (Header Object, OpenAPI 3.1, 4.8.21). */
export function createHeadersJudge(references: References, validators: Validators): JudgeHeaders {
  const known = new WeakMap<ResponseObject, (headers: readonly string[]) => readonly HeaderViolation[]>()
  return (response, headers) => {
    const judge = known.get(response) ?? compileHeaders(response, references, validators)
    known.set(response, judge)
    return judge(headers)
  }
}

function compileHeaders(response: ResponseObject, references: References, validators: Validators) {
  const declared = Object.entries(response.headers ?? {})
    .filter(([name]) => !NOT_JUDGED.test(name))
    .map(([name, header]) => {
      const object = references.resolve<object>(header)
      const schema = 'content' in object ? {} : { schema: { type: 'string' } }
      return { ...schema, ...object, name, in: 'header' } as DeclaredParameter
    })
  const read = compileParameters(declared as never, references, validators, { template: '/' })
  return (headers: readonly string[]): readonly HeaderViolation[] => {
    const sent = Object.fromEntries(headerPairs(headers).map(([name, value]) => [name.toLowerCase(), value]))
    const { violations } = read(requestTexts({ path: '/', query: '', headers: sent }, {}))
    return violations.map(({ name, pointer, keyword, expected, message, received }) => ({
      name,
      keyword: pointer === '' ? keyword : `${pointer} ${keyword}`,
      ...wordViolation({ pointer, keyword, expected, message: withoutName(message, name) }, received),
    }))
  }
}

/** Said of a parameter by those who read requests: `header parameter X-Rate must be integer; received "a"`. */
function withoutName(message: string, name: string): string {
  return message.replace(`header parameter ${name} `, '').replace(/; received .*$/s, '')
}
