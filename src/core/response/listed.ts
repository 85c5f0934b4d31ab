import type { MediaTypeObject, OperationObject, ResponseObject } from '../document/openapi.ts'
import { isObject, type References } from '../document/references.ts'
import { declaredExamples } from './examples.ts'
import type { ResponseTools } from './represented.ts'
import { isResponseKey } from './responses.ts'

/** A response that an operation declares, with all that can be asked for by name. */
export interface ListedResponse {
  /** As the document writes it: `200`, `4XX`, `default`. */
  readonly key: string
  /** A status by which it is answered. */
  readonly status: number
  readonly description: string
  readonly content: readonly ListedContent[]
}

export interface ListedContent {
  readonly mediaType: string
  readonly examples: readonly { readonly name: string; readonly summary?: string }[]
}

/** Lists the responses of an operation in the document's order. Nothing of them is compiled. */
export function listResponses(
  { responses }: OperationObject,
  tools: Pick<ResponseTools, 'references'>,
): readonly ListedResponse[] {
  const objects = isObject(responses) ? responses : {}
  const keys = Object.keys(objects).filter(isResponseKey)
  return keys.map((key) => {
    const declared: unknown = tools.references.resolve<unknown>(objects[key])
    const { description = '', content } = isObject(declared) ? (declared as ResponseObject) : {}
    return {
      key,
      status: statusFor(key, keys),
      description: String(description),
      content: Object.entries(isObject(content) ? content : {}).map(([mediaType, media]) => ({
        mediaType,
        examples: listExamples(tools.references.resolve<unknown>(media), tools),
      })),
    }
  })
}

/** A class stands for its first status that has no response of its own; so does `default`, as an error where there is a success. */
function statusFor(key: string, keys: readonly string[]): number {
  const isDefault = key.toLowerCase() === 'default'
  if (!isDefault && !/xx$/i.test(key)) return Number(key)
  const hasSuccess = keys.some((one) => one.startsWith('2'))
  const first = isDefault ? (hasSuccess ? 500 : 200) : Number(key[0]) * 100
  for (let status = first; status < 600; status++) if (!keys.includes(String(status))) return status
  return first
}

function listExamples(media: unknown, tools: Pick<ResponseTools, 'references'>): ListedContent['examples'] {
  if (!isObject(media)) return []
  const { examples: declared } = media as MediaTypeObject
  return declaredExamples(media as MediaTypeObject, tools).examples.map(({ name }) => {
    const example = isObject(declared) && Object.hasOwn(declared, name) ? declared[name] : undefined
    const summary = example === undefined ? undefined : summaryOf(example, tools.references)
    return summary === undefined ? { name } : { name, summary }
  })
}

function summaryOf(example: unknown, references: References): string | undefined {
  const resolved: unknown = references.resolve<unknown>(example)
  return isObject(resolved) && typeof resolved.summary === 'string' ? resolved.summary : undefined
}
