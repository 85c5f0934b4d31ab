import type { Request } from 'express'
import { headerValue } from '../../core/message.ts'
import type { DeclaredOperation, MockRequest } from '../../index.ts'
import { readText, snippetsOf, urlOf } from '../snippets.ts'
import type { PagesContext } from './context.ts'
import { headsOf } from './document.ts'
import type { OperationHead, OperationJson, RequestJson } from './json.ts'
import { originOf } from './origin.ts'

/** All that the pages show of one operation: what it may answer, and a request that it takes. */
export function toOperation(
  operation: DeclaredOperation,
  { mock, loaded, showcase }: PagesContext,
  request: Request,
): OperationJson {
  const [head] = headsOf(loaded, [operation])
  const { description = '' } = operation.object as { readonly description?: string }
  const sample = mock.sample(operation)
  return {
    ...(head as OperationHead),
    description: String(description),
    responses: mock.responses(operation),
    records: showcase
      .filter((one) => one.operation === operation.id)
      .map(({ group, name, title = '' }) => ({ group, name, title })),
    ...(sample === undefined
      ? {}
      : { request: toRequestJson(sample), snippets: snippetsOf(originOf(request), sample) }),
  }
}

/** A request as a script sends it. A body that is no text is left out, and its snippets have it. */
export function toRequestJson({ method, path, query, headers, body }: MockRequest): RequestJson {
  const text = body && readText(body)
  const texts = Object.entries(headers).flatMap(([name, value]) => {
    const one = headerValue(value)
    return one === undefined ? [] : [[name, one] as const]
  })
  return {
    method,
    url: urlOf('', { path, query }),
    headers: Object.fromEntries(texts),
    ...(text === undefined ? {} : { body: text }),
  }
}
