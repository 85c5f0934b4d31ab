import type { JsonType } from './branches.ts'

/** The keywords that say something of values of a type (JSON Schema 2020-12), and of any. */
export const KEYWORDS: Readonly<Record<JsonType | 'any', readonly string[]>> = {
  null: [],
  boolean: [],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  string: ['minLength', 'maxLength', 'pattern', 'contentEncoding', 'contentMediaType'],
  array: [
    'items',
    'prefixItems',
    'minItems',
    'maxItems',
    'uniqueItems',
    'contains',
    'minContains',
    'maxContains',
    'unevaluatedItems',
  ],
  object: [
    'properties',
    'required',
    'additionalProperties',
    'patternProperties',
    'propertyNames',
    'minProperties',
    'maxProperties',
    'dependentRequired',
    'dependentSchemas',
    'unevaluatedProperties',
    'discriminator',
  ],
  any: ['enum', 'const', 'not', 'if', 'format'],
}

/** Keywords of which only the presence is understood here, by the type that they are of. */
export const OPAQUE: Readonly<Record<JsonType | 'any', readonly string[]>> = {
  null: [],
  boolean: [],
  number: [],
  string: ['contentEncoding', 'contentMediaType'],
  array: ['contains', 'minContains', 'maxContains', 'unevaluatedItems'],
  object: ['propertyNames', 'dependentRequired', 'dependentSchemas'],
  any: ['not', 'if', 'then', 'else'],
}

/** What a schema says for people, and never of its values. */
export const ANNOTATIONS: ReadonlySet<string> = new Set([
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
  'externalDocs',
  '$comment',
  'xml',
])
