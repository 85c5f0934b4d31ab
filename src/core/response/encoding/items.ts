import { isObject } from '../../document/references.ts'
import type { Schema, SchemaObject } from '../../document/schema.ts'
import { once } from '../../once.ts'
import type { Random } from '../../random.ts'
import type { ResponseTools } from '../represented.ts'
import type { Encodable } from './encoding.ts'

/** A stream ends, so that a request does: after this many items. */
const FEWEST = 3
const MOST = 5

/** The schema of one item, and that of the list of them; `undefined` where the declared schema is that list. */
export interface Items {
  readonly schema: Schema
  generate(random: Random): readonly unknown[]
}

/**
 * Compiles the items of a stream: by `itemSchema` (OpenAPI 3.2, 4.14), else by the items of a list. Any other
 * schema is taken for that of one item, as documents before 3.2 write it.
 */
export function compileItems(
  { declared, schema, tools }: Encodable,
  prepare: (schema: Schema) => Schema = (same) => same,
): Items | undefined {
  const item = declared.itemSchema ?? (isList(schema, tools) ? undefined : schema)
  if (item === undefined) return undefined
  const list = { type: 'array', items: item } as const
  const generate = once(() => tools.generator(prepare(item)))
  return {
    schema: declared.itemSchema === undefined ? { anyOf: [schema, list] } : list,
    generate: (random) =>
      Array.from({ length: random.at('\0items').integer(FEWEST, MOST) }, (_, index) =>
        generate()(random.at(index)),
      ),
  }
}

function isList(schema: Schema, tools: ResponseTools): boolean {
  if (!isObject(schema)) return false
  const { type, items } = tools.references.resolve<SchemaObject>(schema as SchemaObject & { $ref: string })
  return type === undefined ? items !== undefined : [type].flat().includes('array')
}

/** The items of a value that is to be a stream. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value]
}
