import type { Use } from './change.ts'
import { keyOfOperation } from './operations.ts'
import type { Told } from './told.ts'

/** What consumers were seen to use, of one operation. */
export interface UsedOperation {
  readonly requests: number
  /** How often each was seen, by the key of the response. */
  readonly statuses: ReadonlyMap<string, number>
  /** By `query name`. */
  readonly parameters: ReadonlyMap<string, number>
  /** By `request application/json`. */
  readonly bodies: ReadonlyMap<string, number>
  /** By the body and the JSON Pointer in it, with a space between; items of lists are `*`. */
  readonly properties: ReadonlyMap<string, number>
  /** By the parameter, or the body and the pointer in it, and the value as JSON. */
  readonly values: ReadonlyMap<string, number>
}

/** By the method and the path, whatever its parameters are called. */
export type Recording = ReadonlyMap<string, UsedOperation>

/** Whether a change is of something that was seen to be used. What belongs to no operation is used by all. */
export function isUsed(use: Use, subject: string, recording: Recording): boolean {
  const operation = recording.get(keyOfSubject(subject))
  if (operation === undefined)
    return !subject.includes(' ') && [...recording.values()].some(({ requests }) => requests > 0)
  if (operation.requests === 0) return false
  switch (use.of) {
    case 'operation':
      return true
    case 'status':
      return isSeen(operation.statuses, use.key)
    case 'left out':
      return (operation.parameters.get(use.name) ?? 0) < operation.requests
    case 'parameter':
      return isSeen(operation.parameters, use.name) && isValueSeen(use, operation)
    case 'body':
      return (
        isSeen(operation.bodies, use.name) && isPropertySeen(use, operation) && isValueSeen(use, operation)
      )
  }
}

/** `GET /pets/{petId}`. */
export function keyOfSubject(subject: string): string {
  const [method = '', template = ''] = subject.split(/ (.*)/s)
  return keyOfOperation({ method, template })
}

function isSeen(counts: ReadonlyMap<string, number>, key: string): boolean {
  return (counts.get(key) ?? 0) > 0
}

type Below = Extract<Use, { readonly pointer?: string }>

/** A property that no recording tells of, such as one of a map, is seen where the nearest one around it is. */
function isPropertySeen({ name, pointer = '' }: Below, { properties }: UsedOperation): boolean {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const count = properties.get(`${name} ${at}`)
    if (count !== undefined) return count > 0
  }
  return true
}

/** A value that no recording tells of may have been used. */
function isValueSeen({ name, pointer = '', value }: Below, { values }: UsedOperation): boolean {
  if (value === undefined) return true
  const where = pointer === '' ? name : `${name} ${pointer}`
  return values.get(`${where} ${JSON.stringify(value)}`) !== 0
}

export function tellUse(isInUse: boolean): Told {
  return isInUse ? { en: 'used', zh: '用到' } : { en: 'not used', zh: '未用到' }
}
