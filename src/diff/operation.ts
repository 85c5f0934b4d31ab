import { BY_OPERATION, type Change } from './change.ts'
import { type Context, wholeOf } from './context.ts'
import { compareParameters } from './parameters.ts'
import { compareRequestBody } from './request-body.ts'
import { compareResponses } from './responses.ts'
import { compareSecurity } from './security.ts'
import { compareServers, isAsDocument } from './servers.ts'

/** All changes of an operation that both documents have. */
export function compareOperation(context: Context): readonly Change[] {
  const { operation, sides } = context
  const hasOwnServers =
    !isAsDocument(operation.before.servers, sides.before) ||
    !isAsDocument(operation.after.servers, sides.after)
  const servers = { before: operation.before.servers, after: operation.after.servers }
  return [
    ...compareNotes(context),
    ...compareParameters(context),
    ...compareRequestBody(context),
    ...compareResponses(context),
    ...compareSecurity(context),
    ...(hasOwnServers ? compareServers(servers, wholeOf(context)) : []),
  ]
}

function compareNotes(context: Context): readonly Change[] {
  const { before, after } = context.operation
  const change = (code: Change['code'], en: string, zh: string): Change => {
    return { code, told: { en, zh }, detail: code, ...wholeOf(context), use: BY_OPERATION }
  }
  const [old, now] = [before.object, after.object]
  return [
    ...(now.deprecated === true && old.deprecated !== true
      ? [change('DEPRECATED', 'the operation is deprecated now', '该操作已标记为弃用')]
      : []),
    ...(old.deprecated === true && now.deprecated !== true
      ? [change('DEPRECATED_NO_MORE', 'the operation is deprecated no more', '该操作不再弃用')]
      : []),
    ...(old.operationId !== undefined && old.operationId !== now.operationId
      ? [
          change(
            'OPERATION_ID_CHANGED',
            `the operationId was ${old.operationId} and is ${now.operationId ?? 'none'}`,
            `operationId 由 ${old.operationId} 变为 ${now.operationId ?? '无'}`,
          ),
        ]
      : []),
  ]
}
