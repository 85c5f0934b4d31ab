import { createRandom } from '../../random.ts'
import { NO_HINT } from './hint.ts'
import type { Leaf } from './leaf.ts'
import type { PropertyRules } from './property-rules.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

/** How often a name is sought before it is held that there are no more. */
const TRIES_PER_NAME = 12

/** Names of properties that are not declared and may be present; found when the schema is compiled. */
export function compileNames(leaf: Leaf, rules: PropertyRules, count: number): readonly string[] {
  const names = new Set<string>()
  const sources = nameSources(leaf, rules)
  for (let attempt = 0; attempt < count * TRIES_PER_NAME && names.size < count; attempt++) {
    const name = sources[attempt % sources.length]?.(Math.floor(attempt / sources.length))
    if (name === undefined || rules.declared.includes(name) || rules.required.has(name)) continue
    if (!names.has(name) && rules.allows(name)) names.add(name)
  }
  return [...names]
}

type NameSource = (attempt: number) => string | undefined

function nameSources({ compiler, constraints }: Leaf, rules: PropertyRules): readonly NameSource[] {
  const random = createRandom('names')
  const sources = rules.patterns.flatMap(({ source, pointer }, index): NameSource[] => {
    const pattern = compiler.patterns.text({ source, pointer })
    return [(attempt) => pattern(random.at(index).at(attempt), 0, 24, attempt)]
  })
  if (rules.namesFacts.length > 0) {
    const string = { schema: STRING, pointer: constraints.pointer }
    const place = compiler.place([string, ...rules.namesFacts], { ...NO_HINT, name: 'key' })
    sources.push((attempt) => named(() => place.make(random.at('names').at(attempt), 0, random.at(attempt))))
  }
  sources.push((attempt) => PLAIN_NAMES[attempt] ?? `key${attempt - PLAIN_NAMES.length + 1}`)
  return sources
}

function named(make: () => unknown): string | undefined {
  try {
    return String(make())
  } catch (error) {
    if (error instanceof UnsatisfiableSchema) return undefined
    throw error
  }
}

const STRING = { type: 'string' } as const

const PLAIN_NAMES = ['main', 'backup', 'north', 'south', 'basic', 'extra', 'first', 'second'] as const
