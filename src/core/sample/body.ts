import type { EncodingObject, MediaTypeObject, RequestBodyObject } from '../document/openapi.ts'
import type { DeclaredOperation } from '../document/operations.ts'
import { isObject } from '../document/references.ts'
import type { Schema } from '../document/schema.ts'
import { essence } from '../media-type.ts'
import type { Random } from '../random.ts'
import { concreteType } from '../response/concrete.ts'
import { toUtf8 } from '../response/encoding/bytes.ts'
import type { Content, Encodable, Encoding } from '../response/encoding/encoding.ts'
import { compileEncoding } from '../response/encoding/encodings.ts'
import { declaredExamples, schemaExamples } from '../response/examples.ts'
import type { ResponseTools } from '../response/represented.ts'
import { showExample } from '../response/shown-example.ts'
import { encode, queryPairs } from './parameter-text.ts'
import type { WrittenBody } from './written.ts'

/**
 * The body of a sample: the first valid example, or where none is wanted or there, a generated one. `undefined`
 * where the operation takes none. Throws an UnsatisfiableSchema where no body is valid.
 */
export function sampleBody(
  { object }: DeclaredOperation,
  wantsExample: boolean,
  random: Random,
  tools: ResponseTools,
): WrittenBody | undefined {
  if (object.requestBody === undefined) return undefined
  const declared = tools.references.resolve<unknown>(object.requestBody)
  const content = isObject(declared) ? ((declared as RequestBodyObject).content ?? {}) : {}
  const [key] = Object.keys(content).sort((a, b) => rankOf(a) - rankOf(b))
  if (key === undefined) return undefined
  const media: unknown = tools.references.resolve<unknown>(content[key])
  return bodyOf(key, isObject(media) ? (media as MediaTypeObject) : {}, wantsExample, random, tools)
}

function bodyOf(
  key: string,
  declared: MediaTypeObject,
  wantsExample: boolean,
  random: Random,
  tools: ResponseTools,
): WrittenBody {
  const mediaType = concreteType(key, declared, tools)
  const schema = declared.schema ?? true
  const encoding = compileRequestEncoding({ mediaType, declared, schema, tools })
  const example = wantsExample ? firstExample(declared, schema, encoding, tools) : undefined
  const sent = example ?? encoding.sample?.() ?? encoding.encode(generate(encoding, schema, random, tools))
  const bytes = typeof sent.body === 'string' ? toUtf8(sent.body) : sent.body
  return { type: sent.mediaType ?? mediaType, bytes }
}

/** What people read most easily goes first. */
const READABLE = [/[/+]json\b|^\*\/\*|^application\/\*/, /x-www-form-urlencoded/, /^multipart\/form-data/]

function rankOf(type: string): number {
  const rank = READABLE.findIndex((range) => range.test(type.toLowerCase()))
  return rank === -1 ? READABLE.length : rank
}

function firstExample(
  declared: MediaTypeObject,
  schema: Schema,
  encoding: Encoding,
  tools: ResponseTools,
): Content | undefined {
  const validate = tools.validators.compile(schema, 'request')
  const examples = [...declaredExamples(declared, tools).examples, ...schemaExamples(schema, tools)]
  return examples
    .map((one) => showExample(one, encoding, validate, declared.schema !== undefined))
    .find(({ isValid }) => isValid)?.content
}

function generate(encoding: Encoding, schema: Schema, random: Random, tools: ResponseTools): unknown {
  return (encoding.generate ?? tools.generator(encoding.schema ?? schema))(random)
}

/** Requests are written as responses are, but that `encoding` may give the fields of a form a style (3.1, 4.8.15). */
function compileRequestEncoding(encodable: Encodable): Encoding {
  const encoding = compileEncoding(encodable)
  const styles = encodable.declared.encoding
  if (essence(encodable.mediaType) !== 'application/x-www-form-urlencoded' || styles === undefined)
    return encoding
  return {
    ...encoding,
    encode: (value) =>
      isObject(value)
        ? {
            body: Object.entries(value)
              .flatMap(([name, one]) => formField(name, one, styles))
              .join('&'),
          }
        : encoding.encode(value),
  }
}

function formField(
  name: string,
  value: unknown,
  styles: Readonly<Record<string, EncodingObject>>,
): readonly string[] {
  const { style, explode, contentType } = Object.hasOwn(styles, name) ? (styles[name] ?? {}) : {}
  const isStyled = style !== undefined || explode !== undefined
  const isJson =
    typeof value === 'object' && !Array.isArray(value) && (contentType !== undefined || !isStyled)
  if (isJson) return [`${encode(name)}=${encode(value)}`]
  return queryPairs({ name, style: style ?? 'form', explode: explode ?? (style ?? 'form') === 'form' }, value)
}
