import type { DeclaredOperation } from '../document/operations.ts'
import type { Placed, Places } from '../document/places.ts'
import { pointerTokens } from '../document/pointer.ts'
import { isObject } from '../document/references.ts'
import { headerValue, type MockRequest, type RequestHeaders } from '../message.ts'
import type { Violation } from '../problem.ts'
import { selectContent } from '../request/select-content.ts'

/** What of a violation leads to its rule. */
type Broken = Pick<Violation, 'pointer' | 'keyword' | 'expected'>

/** Where the document has the rule that a request breaks: a JSON Pointer into the source. */
export type LocateRule = (violation: Violation, request: Pick<MockRequest, 'headers'>) => string | undefined

/** So many rules are remembered: of a body that is a list, each item breaks its own. */
const REMEMBERED = 256

/** Compiles the way to the rules of an operation. Requests break the same few again and again, so each is looked up once. */
export function compileLocateRule(operation: DeclaredOperation, places: Places): LocateRule {
  let known = new Map<string, string | undefined>()
  return (violation, request) => {
    const { in: location, name, pointer, keyword, expected } = violation
    const type = location === 'body' ? headerValue(request.headers['content-type']) : undefined
    const key = JSON.stringify([location, name, pointer, keyword, expected, type])
    if (known.has(key)) return known.get(key)
    if (known.size >= REMEMBERED) known = new Map()
    const rule = locateRule(violation, operation, request, places)
    known.set(key, rule)
    return rule
  }
}

export function locateRule(
  violation: Violation,
  operation: DeclaredOperation,
  { headers }: Pick<MockRequest, 'headers'>,
  places: Places,
): string | undefined {
  const { in: location, name } = violation
  const body = location === 'body' ? places.child(places.operation(operation), 'requestBody') : undefined
  const holder =
    location === 'body' ? body && places.follow(body) : places.parameter(operation, location, name)
  if (holder === undefined) return undefined
  const schema = location === 'body' ? schemaOfBody(holder, headers, places) : schemaOf(holder, places)
  return places.origin(
    schema === undefined || isOfAll(violation) ? holder : ruleOf(schema, violation, places),
  )
}

/** What a parameter or body asks for itself, rather than its schema. */
const NOT_OF_SCHEMA: ReadonlySet<string> = new Set(['required', 'repeated', 'encoding', 'syntax'])

/** Is it about the whole parameter or body, which is not there or cannot be read? */
function isOfAll({ pointer, keyword, expected }: Broken): boolean {
  return pointer === '' && NOT_OF_SCHEMA.has(keyword) && expected.missingProperty === undefined
}

/** The schema of a parameter, header or media type. */
export function schemaOf(holder: Placed, places: Places): Placed | undefined {
  const content = places.child(holder, 'content')
  const [mediaType] = isObject(content?.value) ? Object.keys(content.value) : []
  const typed = content && mediaType !== undefined ? places.child(content, mediaType) : undefined
  return places.child(holder, 'schema') ?? (typed && places.child(typed, 'schema'))
}

function schemaOfBody(body: Placed, headers: RequestHeaders, places: Places): Placed | undefined {
  const type = headerValue(headers['content-type'])
  const content = places.child(body, 'content')
  const ranges = isObject(content?.value) ? Object.keys(content.value) : []
  const range = selectContent(ranges, type ?? 'application/octet-stream')
  const typed = content && range !== undefined ? places.child(content, range) : undefined
  return typed && (places.child(typed, 'schema') ?? places.child(typed, 'itemSchema'))
}

/** The broken keyword, or the nearest thing around it that the document has. */
export function ruleOf(schema: Placed, { pointer, keyword, expected }: Broken, places: Places): Placed {
  const { placed, isWhole } = schemaAt(schema, pointer, places)
  if (!isWhole) return placed
  for (const part of partsOf(placed, places)) {
    const rule = places.child(part, keyword)
    if (rule !== undefined && asks(rule.value, expected)) return rule
  }
  return placed
}

/** The schema of a part of a value; where the document has none, that of the nearest thing around it. */
export function schemaAt(
  schema: Placed,
  pointer: string,
  places: Places,
): { readonly placed: Placed; readonly isWhole: boolean } {
  let placed = schema
  for (const token of pointerTokens(pointer)) {
    const below = schemaOfValue(placed, token, places)
    if (below === undefined) return { placed, isWhole: false }
    placed = below
  }
  return { placed, isWhole: true }
}

/** Of several lists of required names, the one that has the missing name is meant. */
function asks(rule: unknown, { missingProperty }: Broken['expected']): boolean {
  return missingProperty === undefined || !Array.isArray(rule) || rule.includes(missingProperty)
}

/** The schema of a property or item, where it is written in one of the ways that a reader looks for first. */
function schemaOfValue(schema: Placed, token: string, places: Places): Placed | undefined {
  const parts = partsOf(schema, places)
  const within = (part: Placed, key: string) => {
    const map = places.child(part, key)
    return map && places.child(map, token)
  }
  const isIndex = /^\d+$/.test(token)
  const ways: readonly ((part: Placed) => Placed | undefined)[] = [
    (part) => within(part, 'properties'),
    (part) => (isIndex ? within(part, 'prefixItems') : undefined),
    (part) => (isIndex ? places.child(part, 'items') : undefined),
    (part) =>
      isObject(places.child(part, 'additionalProperties')?.value)
        ? places.child(part, 'additionalProperties')
        : undefined,
  ]
  for (const way of ways) {
    for (const part of parts) {
      const found = way(part)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** Schemas that go round in a circle, or that are composed of more than anybody reads, are looked at so far. */
const MOST_PARTS = 100

const COMPOSITIONS = ['allOf', 'anyOf', 'oneOf'] as const

/** A schema and all that it refers to or is composed of, the outermost first. */
export function partsOf(schema: Placed, places: Places): readonly Placed[] {
  const parts: Placed[] = []
  const seen = new Set<string>()
  const add = (part: Placed) => {
    if (seen.has(part.pointer) || parts.length >= MOST_PARTS) return
    seen.add(part.pointer)
    parts.push(part)
  }
  add(schema)
  // the list grows as it is walked
  for (const part of parts) {
    add(places.follow(part))
    for (const member of membersOf(part, places)) add(member)
  }
  return parts
}

function membersOf(schema: Placed, places: Places): readonly Placed[] {
  const lists = COMPOSITIONS.flatMap((keyword) => places.child(schema, keyword) ?? [])
  const members = lists.flatMap((list) =>
    Array.isArray(list.value) ? list.value.flatMap((_, index) => places.child(list, index) ?? []) : [],
  )
  return [...members, ...['then', 'else'].flatMap((keyword) => places.child(schema, keyword) ?? [])]
}
