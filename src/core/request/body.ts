import type { RequestBodyObject } from '../document/openapi.ts'
import { essence, isJson, selectRange } from '../media-type.ts'
import { LARGEST_BODY, type MockRequest } from '../message.ts'
import type { Violation } from '../problem.ts'
import type { Validate, Validators } from '../schema/validator.ts'

export type ReadBody =
  | { readonly ok: true; readonly value?: unknown; readonly violations: readonly Violation[] }
  | {
      readonly ok: false
      readonly code: 'UNSUPPORTED_MEDIA_TYPE' | 'MALFORMED_BODY' | 'CONTENT_TOO_LARGE'
      readonly detail: string
    }

const BODY = { in: 'body', name: '', pointer: '' } as const
const EMPTY: ReadBody = { ok: true, violations: [] }
const TOO_LARGE: ReadBody = {
  ok: false,
  code: 'CONTENT_TOO_LARGE',
  detail: `the body is larger than ${LARGEST_BODY} bytes, more than this mock reads`,
}
const UTF_8 = new TextDecoder('utf-8', { fatal: true })

/** Compiles a Request Body Object (OpenAPI 3.1, 4.8.13) to one function that reads and validates a body. */
export function compileBody(
  declared: RequestBodyObject | undefined,
  validators: Validators,
): (request: MockRequest) => ReadBody {
  if (declared === undefined) return () => EMPTY
  const content = declared.content ?? {}
  const ranges = Object.keys(content)
  const validates = new Map<string, Validate>()
  for (const [range, { schema = true }] of Object.entries(content)) {
    validates.set(range, validators.compile(schema, 'request'))
  }
  const absent: ReadBody = declared.required === true ? missing() : EMPTY

  return ({ body, headers }) => {
    if (body === undefined || body.length === 0) return absent
    if (body.length > LARGEST_BODY) return TOO_LARGE
    const type = [headers['content-type'] ?? 'application/octet-stream'].flat()[0] as string
    const range = selectRange(ranges, type)
    if (range === undefined) return unsupported(type, ranges)
    const decoded = decodeBody(type, body)
    if (!decoded.ok) return decoded
    const violations = (validates.get(range) as Validate)(decoded.value).map((violation) => ({
      ...BODY,
      ...violation,
      message: `the body${violation.pointer && ` at ${violation.pointer}`} ${violation.message}`,
    }))
    return { ok: true, value: decoded.value, violations }
  }
}

function decodeBody(type: string, body: Uint8Array): ReadBody {
  try {
    const text = UTF_8.decode(body)
    return { ok: true, value: isJson(type) ? JSON.parse(text) : text, violations: [] }
  } catch (error) {
    return {
      ok: false,
      code: 'MALFORMED_BODY',
      detail: `the body is not ${essence(type)}: ${(error as Error).message}`,
    }
  }
}

function missing(): ReadBody {
  const message = 'the body is missing; send one with its Content-Type'
  return { ok: true, violations: [{ ...BODY, keyword: 'required', expected: {}, message }] }
}

function unsupported(type: string, ranges: readonly string[]): ReadBody {
  const detail = `Content-Type ${essence(type)} is not taken here; send ${ranges.join(' or ')}`
  return { ok: false, code: 'UNSUPPORTED_MEDIA_TYPE', detail }
}
