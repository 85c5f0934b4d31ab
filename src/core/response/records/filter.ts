import type { ParameterObject } from '../../document/openapi.ts'
import { isObject } from '../../document/references.ts'
import type { Schema, SchemaObject } from '../../document/schema.ts'
import type { ResponseTools } from '../represented.ts'
import { plain } from './names.ts'
import { propertyOf } from './record.ts'
import { propertiesOf } from './structure.ts'

/** Whether a list shows a record; `undefined` where a request does not filter. */
type FilterOf = (query: Readonly<Record<string, unknown>>) => ((record: unknown) => boolean) | undefined

/**
 * Compiles the query parameters that choose among few values of a property, such as `status=sold`. Free texts do not
 * filter: a list that a search leaves empty shows nothing to whoever builds its page.
 */
export function compileFilter(
  declared: readonly ParameterObject[],
  items: Schema,
  tools: ResponseTools,
): FilterOf {
  const properties = propertiesOf(items, tools.references)
  const filters = declared.flatMap(({ name }) => {
    const property = propertyOf(items, [plain(name)], tools)
    const schema = property === undefined ? undefined : properties.get(property)
    return property !== undefined && schema !== undefined && hasFewValues(schema, tools)
      ? [{ name, property }]
      : []
  })
  return (query) => {
    const given = filters.filter(({ name }) => query[name] !== undefined)
    if (given.length === 0) return undefined
    return (record) =>
      !isObject(record) ||
      given.every(({ name, property }) =>
        [query[name]].flat().some((one) => String(one) === String(record[property])),
      )
  }
}

function hasFewValues(schema: Schema, { references }: ResponseTools): boolean {
  if (!isObject(schema)) return false
  const resolved = references.resolve<SchemaObject>(schema as SchemaObject & { readonly $ref: string })
  return resolved.enum !== undefined || resolved.type === 'boolean'
}
