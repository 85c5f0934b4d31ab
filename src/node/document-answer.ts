import type { Mock, MockRequest, MockResponse } from '../index.ts'
import type { LoadedDocument } from './load.ts'
import { yamlPackage } from './yaml/package.ts'

type Handle = Mock['handle']

/** The document as a text, and its media type (the registrations of JSON and of YAML, RFC 9512). */
export const FORMS: Readonly<
  Record<string, readonly [mediaType: string, write: (loaded: LoadedDocument) => string]>
> = {
  '/openapi.json': ['application/json; charset=utf-8', ({ document }) => JSON.stringify(document)],
  '/openapi.yaml': ['application/yaml; charset=utf-8', toYaml],
}

/**
 * Answers also with the document as it stands, at `/openapi.json` and `/openapi.yaml`. The API comes first: a document
 * that has such a path keeps it.
 */
export function withDocument(handle: Handle, loaded: () => LoadedDocument): Handle {
  const written = new WeakMap<LoadedDocument, Map<string, string>>()
  const textOf = (path: string): string => {
    const current = loaded()
    const texts = written.get(current) ?? new Map<string, string>()
    written.set(current, texts)
    const text = texts.get(path) ?? (FORMS[path]?.[1](current) as string)
    texts.set(path, text)
    return text
  }
  return (request) => {
    const answer = handle(request)
    const form = Object.hasOwn(FORMS, request.path) ? FORMS[request.path] : undefined
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (form === undefined || !isRead || answer.source.name !== 'NO_PATH') return answer
    return documentAnswer(request, answer, form[0], textOf(request.path))
  }
}

/** Beside its own headers it has those that the mock gives every answer to this client, such as those of CORS. */
function documentAnswer(
  { method }: MockRequest,
  { headers }: MockResponse,
  mediaType: string,
  body: string,
): MockResponse {
  const shared = headers.flatMap((name, index) =>
    index % 2 === 0 && SHARED.test(name) ? [name, headers[index + 1] as string] : [],
  )
  const isHead = method === 'HEAD'
  const length = isHead ? ['Content-Length', String(Buffer.byteLength(body))] : []
  return {
    status: 200,
    source: { kind: 'document' },
    headers: ['Content-Type', mediaType, ...length, ...shared],
    ...(isHead ? {} : { body }),
  }
}

const SHARED = /^(?:access-control-|vary$|cache-control$)/i

/** The author's own text where it is all there is, comments included; else the whole document in one. */
function toYaml({ file, text, files, document }: LoadedDocument): string {
  return files.length === 1 && !file.endsWith('.json') ? text : yamlPackage().stringify(document)
}
