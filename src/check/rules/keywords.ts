import { toPointer } from '../../core/document/pointer.ts'
import { isObject } from '../../core/document/references.ts'
import { type JsonObject, walkDocument } from '../../core/document/walk.ts'
import { nearest } from '../../core/nearest.ts'
import type { Rule, Tell } from '../checked.ts'
import { eachSchema, typesOf } from './schema-objects.ts'

const BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern', 'contentEncoding', 'contentMediaType', 'contentSchema'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  array:
    'items prefixItems contains minContains maxContains minItems maxItems uniqueItems unevaluatedItems additionalItems'.split(
      ' ',
    ),
  object:
    'properties patternProperties additionalProperties propertyNames required minProperties maxProperties dependentRequired dependentSchemas unevaluatedProperties dependencies'.split(
      ' ',
    ),
}

/** Keywords of JSON Schema 2020-12, of the dialects before it, and of OpenAPI, that go with every type. */
const ANY_TYPE =
  '$id $schema $ref $anchor $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor $vocabulary $comment $defs definitions id allOf anyOf oneOf not if then else type enum const format title description default deprecated readOnly writeOnly examples example discriminator xml externalDocs'.split(
    ' ',
  )

const KNOWN: ReadonlySet<string> = new Set([...ANY_TYPE, ...Object.values(BY_TYPE).flat()])

/** A keyword that nobody knows is not checked by anybody. In 3.0 and before, the official schema refuses it. */
export const checkKeywords: Rule = ({ source, version }, tell) => {
  if (version === '2.0' || version === '3.0') return
  walkDocument(source, (schema, kind, place) => {
    if (kind !== 'schema') return schema
    for (const keyword of Object.keys(schema)) {
      if (KNOWN.has(keyword) || keyword.startsWith('x-')) continue
      const pointer = toPointer(place.pointer(), keyword)
      if (keyword === 'nullable') tellNullable(pointer, tell)
      else tell('KEYWORD_UNKNOWN', pointer, `${keyword} is no keyword of JSON Schema${hint(keyword)}`)
    }
    return schema
  })
}

function tellNullable(pointer: string, tell: Tell): void {
  const message = 'nullable is of OpenAPI 3.0 and means nothing since 3.1'
  tell('KEYWORD_UNKNOWN', pointer, message, { advice: 'Write null among the types: type: [string, "null"].' })
}

function hint(keyword: string): string {
  const meant = nearest(keyword, KNOWN)
  return meant === undefined ? '' : `; did you mean ${meant}?`
}

export const checkEffects: Rule = (checked, tell) => {
  eachSchema(checked, (schema, pointer) => {
    const types = typesOf(schema)
    if (types.length === 0) return
    const idle = Object.entries(BY_TYPE).filter(([type]) => !types.some((one) => familyOf(one) === type))
    for (const [type, keywords] of idle) {
      for (const keyword of keywords.filter((one) => Object.hasOwn(schema, one))) {
        const message = `${keyword} is for ${type}s, and the type is ${types.join(' or ')}`
        tell('KEYWORD_WITHOUT_EFFECT', toPointer(pointer, keyword), message)
      }
    }
  })
}

function familyOf(type: string): string {
  return type === 'integer' ? 'number' : type
}

const LIMITS = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['minContains', 'maxContains'],
] as const

export const checkLimits: Rule = (checked, tell) => {
  eachSchema(checked, (schema, pointer) => {
    for (const [lower, upper] of LIMITS) {
      const [least, most] = [schema[lower], schema[upper]]
      if (typeof least !== 'number' || typeof most !== 'number' || least <= most) continue
      tell('LIMITS_CROSSED', toPointer(pointer, lower), `${lower} is ${least}, and ${upper} is ${most}`)
    }
    const [above, below] = [
      schema.exclusiveMinimum ?? schema.minimum,
      schema.exclusiveMaximum ?? schema.maximum,
    ]
    const isExclusive = schema.exclusiveMinimum !== undefined || schema.exclusiveMaximum !== undefined
    if (!isExclusive || typeof above !== 'number' || typeof below !== 'number' || above < below) return
    tell('LIMITS_CROSSED', pointer, `no number is between ${above} and ${below}`)
  })
}

/** What is required and forbidden at once. Other schemas for the same value may declare it, so those are left alone. */
export const checkRequired: Rule = (checked, tell) => {
  eachSchema(checked, (schema, pointer) => {
    const { required, additionalProperties } = schema
    if (additionalProperties !== false || !Array.isArray(required) || schema.patternProperties !== undefined)
      return
    const declared = isObject(schema.properties) ? schema.properties : ({} as JsonObject)
    for (const [index, name] of required.entries()) {
      if (Object.hasOwn(declared, name)) continue
      const meant = nearest(name, Object.keys(declared))
      const also = meant === undefined ? '' : `; did you mean ${meant}?`
      const place = toPointer(toPointer(pointer, 'required'), index)
      tell('REQUIRED_UNDECLARED', place, `${name} is required, and not among the properties${also}`)
    }
  })
}
