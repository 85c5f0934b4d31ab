import type { Placed } from '../core/document/places.ts'
import { BY_OPERATION, type Change, type Use } from './change.ts'
import { compareContent } from './content.ts'
import { type Context, wholeOf } from './context.ts'
import type { Told } from './told.ts'

/** The body that an operation takes. */
export function compareRequestBody(context: Context): readonly Change[] {
  const { sides } = context
  const { before, after } = wholeOf(context)
  const old = bodyOf(before, sides.before.places)
  const now = bodyOf(after, sides.after.places)
  if (old === undefined && now === undefined) return []
  const change = (code: Change['code'], told: Told, use: Use = BY_OPERATION): Change => {
    return { code, told, detail: 'request', before: old ?? before, after: now ?? after, use }
  }
  if (old === undefined) {
    return isRequired(now)
      ? [change('REQUEST_BODY_REQUIRED', { en: 'a body is required now', zh: '请求体变为必填' })]
      : [change('REQUEST_BODY_ADDED', { en: 'a body may be sent now', zh: '可以发送请求体' })]
  }
  if (now === undefined) {
    return [change('REQUEST_BODY_REMOVED', { en: 'no body is taken any more', zh: '不再接受请求体' })]
  }
  const bodied = {
    direction: 'request',
    told: { en: 'the body of the request', zh: '请求体' },
    name: 'request',
  } as const
  return [
    ...(isRequired(now) && !isRequired(old)
      ? [change('REQUEST_BODY_REQUIRED', { en: 'the body is required now', zh: '请求体变为必填' })]
      : []),
    ...(isRequired(old) && !isRequired(now)
      ? [change('REQUEST_BODY_OPTIONAL', { en: 'the body is required no more', zh: '请求体不再必填' })]
      : []),
    ...compareContent({ before: old, after: now }, bodied, context),
  ]
}

function bodyOf(operation: Placed, places: Context['sides']['before']['places']): Placed | undefined {
  const body = places.child(operation, 'requestBody')
  return body && places.follow(body)
}

function isRequired(body: Placed | undefined): boolean {
  return (body?.value as { readonly required?: boolean } | undefined)?.required === true
}
