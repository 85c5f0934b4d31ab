import { isObject } from '../document/references.ts'
import { headerValue } from '../message.ts'
import type { Problem } from '../problem.ts'
import { plain } from './records/names.ts'
import type { Occasion, Representative } from './represented.ts'
import type { CompiledResponse } from './response.ts'

/**
 * A problem in the form that the document declares: what it declares for the status, and in it, where the form has
 * a property for that and stays valid, what was wrong. `undefined` where the document declares no content.
 */
export function tellProblem(
  problem: Problem,
  response: CompiledResponse,
  occasion: Occasion,
): Representative | undefined {
  const accept = headerValue(problem.headers.accept)
  const represented = response.represent(accept, {}, occasion, true)
  if (!represented.ok || represented.content === undefined) return undefined
  const representation = response.negotiate(accept) ?? response.negotiate(undefined)
  if (representation === undefined || !('value' in represented)) return represented
  const isGenerated = represented.kind === 'generated'
  for (const wording of wordings(problem, isGenerated)) {
    const value = rewordBody(represented.value, wording, isGenerated)
    if (value === represented.value) continue
    if (representation.validate(value).length > 0) continue
    const content = representation.encode(value)
    return { ...represented, mediaType: content.mediaType ?? representation.mediaType, content, value }
  }
  return represented
}

/** How deep in a body its message may stand: `errors` → `0` → `detail`. */
const DEEPEST = 3

/** The words for some of an object's properties, by their names. */
type Wording = (object: Readonly<Record<string, unknown>>) => ReadonlyMap<string, unknown>

/** All that can be said, then the less: a form may admit the message and not the status. */
function wordings(problem: Problem, isGenerated: boolean): readonly Wording[] {
  const message: Wording = (object) => new Map(messageProperty(object).map((name) => [name, problem.detail]))
  const title = words(({ name, value }) =>
    name === 'title' && typeof value === 'string' ? problem.title : undefined,
  )
  const status = words(({ name, value }) => {
    if (!STATUSES.has(name)) return undefined
    if (typeof value === 'number') return problem.status
    return typeof value === 'string' && /^\d{3}$/.test(value) ? String(problem.status) : undefined
  })
  const code = words(({ name, value }) =>
    isGenerated && typeof value === 'string' && CODES.has(name) ? problem.code : undefined,
  )
  const all =
    (...some: readonly Wording[]): Wording =>
    (object) =>
      new Map(some.flatMap((wording) => [...wording(object)]))
  return [all(code, status, title, message), all(status, message), message, status]
}

function words(word: (property: { readonly name: string; readonly value: unknown }) => unknown): Wording {
  return (object) =>
    new Map(
      Object.entries(object)
        .map(([key, value]) => [key, word({ name: plain(key), value })] as const)
        .filter(([, said]) => said !== undefined),
    )
}

/** Names of the property that says what was wrong, in the dress that APIs give them; the clearest first. */
const MESSAGES = (
  'detail message msg errormessage errormsg errordescription statusmessage developermessage usermessage ' +
  'description details reason error title text info'
).split(' ')

/** The one property of an object that says it best, in a list; the others may mean something else. */
function messageProperty(object: Readonly<Record<string, unknown>>): readonly string[] {
  const names = Object.keys(object).filter((key) => typeof object[key] === 'string')
  const best = MESSAGES.map((message) => names.find((key) => plain(key) === message)).find(
    (key) => key !== undefined,
  )
  return best === undefined ? [] : [best]
}

const STATUSES = new Set('status statuscode code httpstatus httpstatuscode httpcode errorcode'.split(' '))

const CODES = new Set('code errorcode errortype reasoncode'.split(' '))

/** A body that is nothing but a generated text is the message. */
function rewordBody(value: unknown, wording: Wording, isGenerated: boolean): unknown {
  if (typeof value !== 'string') return reword(value, wording, DEEPEST)
  return (isGenerated ? wording({ message: value }).get('message') : undefined) ?? value
}

/** The value with the words in it, wherever its properties have a name for them; itself where none has. */
function reword(value: unknown, wording: Wording, depth: number): unknown {
  if (depth === 0) return value
  if (Array.isArray(value)) return rewordFirst(value, wording, depth)
  if (!isObject(value)) return value
  const said = wording(value)
  const changed = Object.entries(value).flatMap(([key, property]) => {
    const word = said.has(key) ? said.get(key) : reword(property, wording, depth - 1)
    return Object.is(word, property) ? [] : [[key, word] as const]
  })
  return changed.length === 0 ? value : { ...value, ...Object.fromEntries(changed) }
}

/** Of a list of errors the first tells it all: the others would tell what nobody did wrong. */
function rewordFirst(list: readonly unknown[], wording: Wording, depth: number): unknown {
  const [first] = list
  const word =
    typeof first === 'string' ? wording({ message: first }).get('message') : reword(first, wording, depth)
  return word === undefined || Object.is(word, first) ? list : [word]
}
