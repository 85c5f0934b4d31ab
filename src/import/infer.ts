/** A schema as it is written into the document. */
export type Inferred = Readonly<Record<string, unknown>>

/**
 * The schema of some values of one thing: what is in all of them is required, a number that is whole in all is an
 * integer, items of all lists are of one kind, and a text has a format where all of them have it.
 */
export function inferSchema(values: readonly unknown[]): Inferred {
  const kinds = new Map<string, unknown[]>()
  for (const value of values) {
    const kind = kindOf(value)
    const known = kinds.get(kind)
    if (known === undefined) kinds.set(kind, [value])
    else known.push(value)
  }
  const objects = (kinds.get('object') ?? []) as readonly Readonly<Record<string, unknown>>[]
  const lists = (kinds.get('array') ?? []) as readonly (readonly unknown[])[]
  const texts = (kinds.get('string') ?? []) as readonly string[]
  const types = typesOf(kinds)
  return {
    ...(types.length === 0 ? {} : { type: types.length === 1 ? types[0] : types }),
    ...(texts.length === 0 ? {} : formatOf(texts)),
    ...(objects.length === 0 ? {} : objectSchema(objects)),
    ...(lists.length === 0 ? {} : { items: inferSchema(lists.flat(1)) }),
  }
}

/** A text of a query, a header or a form as the value that it writes. */
export function readText(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true'
  const isNumber = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/.test(text)
  return isNumber && String(Number(text)) === text ? Number(text) : text
}

/** Values of one name that are not all of one kind are the texts that they were. */
export function readTexts(texts: readonly string[]): readonly unknown[] {
  const values = texts.map(readText)
  return new Set(values.map((value) => typeof value)).size === 1 ? values : texts
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

/** `null` last, as people write it; what is a number once may always be one. */
function typesOf(kinds: ReadonlyMap<string, unknown>): readonly string[] {
  const types = [...kinds.keys()].filter(
    (kind) => kind !== 'null' && !(kind === 'integer' && kinds.has('number')),
  )
  return kinds.has('null') ? [...types, 'null'] : types
}

function objectSchema(objects: readonly Readonly<Record<string, unknown>>[]): Inferred {
  const values = new Map<string, unknown[]>()
  for (const object of objects) {
    for (const [name, value] of Object.entries(object)) {
      const known = values.get(name)
      if (known === undefined) values.set(name, [value])
      else known.push(value)
    }
  }
  const required = [...values].filter(([, found]) => found.length === objects.length).map(([name]) => name)
  const properties = [...values].map(([name, found]) => [name, inferSchema(found)] as const)
  return {
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(properties),
  }
}

const DATE = '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])'
const FORMATS: readonly (readonly [format: string, pattern: RegExp])[] = [
  [
    'date-time',
    new RegExp(
      `^${DATE}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$`,
    ),
  ],
  ['date', new RegExp(`^${DATE}$`)],
  ['uuid', /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i],
  ['email', /^[a-z\d][\w+-]*(?:\.[\w+-]+)*@(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/i],
  ['uri', /^https?:\/\/[a-z\d.-]+(?::\d+)?(?:[/?#][\w./?#@!$&'()*+,;=:~%-]*)?$/i],
]

function formatOf(texts: readonly string[]): Inferred {
  const found = FORMATS.find(([format, pattern]) =>
    texts.every((text) => pattern.test(text) && isReal(format, text)),
  )
  return found === undefined ? {} : { format: found[0] }
}

/** A day that no month has is no date, and a percent that encodes nothing no address. */
function isReal(format: string, text: string): boolean {
  if (format === 'uri') return !/%(?![\da-f]{2})/i.test(text) && (text.match(/#/g)?.length ?? 0) < 2
  if (!format.startsWith('date')) return true
  const day = text.slice(0, 10)
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}
