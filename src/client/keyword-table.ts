import type { SchemaViolation } from '../core/schema/validator.ts'

/** A violation as a part of a sentence about a value: `must be integer`. */
export interface Wording {
  readonly message: string
  readonly messageZh: string
}

type Expected = SchemaViolation['expected']
type Chinese = (expected: Expected) => string

/** What is broken, for a person; the value itself is shown where it is short. */
export function wordViolation({ keyword, expected, message }: SchemaViolation, received: unknown): Wording {
  const had = received === undefined || keyword === 'required' ? '' : shown(received)
  return {
    message: `${demand(keyword, expected, message)}${had === '' ? '' : `; it is ${had}`}`,
    messageZh: `${CHINESE[keyword]?.(expected) ?? `不符合 ${keyword}`}${had === '' ? '' : `，实际是 ${had}`}`,
  }
}

/** Ajv says that there are some names or values, and not which. */
function demand(keyword: string, expected: Expected, message: string): string {
  if (keyword === 'enum') return `must be one of ${listed(expected.allowedValues)}`
  if (keyword === 'const') return `must be ${shown(expected.allowedValue)}`
  if (keyword === 'required') return `must have the property ${shown(expected.missingProperty)}`
  if (keyword === 'additionalProperties')
    return `must not have the property ${shown(expected.additionalProperty)}`
  if (keyword === 'unevaluatedProperties')
    return `must not have the property ${shown(expected.unevaluatedProperty)}`
  return message
}

const CHINESE: Readonly<Record<string, Chinese | undefined>> = {
  type: ({ type }) => `类型应为 ${[type].flat().join(' 或 ')}`,
  enum: ({ allowedValues }) => `应为 ${listed(allowedValues, '、')} 之一`,
  const: ({ allowedValue }) => `应为 ${shown(allowedValue)}`,
  required: ({ missingProperty }) => `缺少属性 ${shown(missingProperty)}`,
  additionalProperties: ({ additionalProperty }) => `不应有属性 ${shown(additionalProperty)}`,
  unevaluatedProperties: ({ unevaluatedProperty }) => `不应有属性 ${shown(unevaluatedProperty)}`,
  minimum: ({ limit }) => `不能小于 ${limit}`,
  maximum: ({ limit }) => `不能大于 ${limit}`,
  exclusiveMinimum: ({ limit }) => `应大于 ${limit}`,
  exclusiveMaximum: ({ limit }) => `应小于 ${limit}`,
  multipleOf: ({ multipleOf }) => `应为 ${multipleOf} 的倍数`,
  minLength: ({ limit }) => `不能少于 ${limit} 个字符`,
  maxLength: ({ limit }) => `不能多于 ${limit} 个字符`,
  pattern: ({ pattern }) => `应匹配 ${pattern}`,
  format: ({ format }) => `格式应为 ${format}`,
  minItems: ({ limit }) => `不能少于 ${limit} 项`,
  maxItems: ({ limit }) => `不能多于 ${limit} 项`,
  uniqueItems: () => '各项不能重复',
  contains: () => '缺少所要求的项',
  minProperties: ({ limit }) => `不能少于 ${limit} 个属性`,
  maxProperties: ({ limit }) => `不能多于 ${limit} 个属性`,
  propertyNames: ({ propertyName }) => `属性名 ${shown(propertyName)} 不符合要求`,
  dependentRequired: ({ missingProperty }) => `还应有属性 ${shown(missingProperty)}`,
  oneOf: () => '应恰好符合一种形式',
  anyOf: () => '不符合任何一种形式',
  not: () => '是不允许的值',
  syntax: () => '无法读取',
}

const LONGEST = 80
const MOST_LISTED = 12

function listed(values: unknown, comma = ', '): string {
  const all = Array.isArray(values) ? values : [values]
  const more = all.length > MOST_LISTED ? [`… (${all.length})`] : []
  return [...all.slice(0, MOST_LISTED).map(shown), ...more].join(comma)
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
