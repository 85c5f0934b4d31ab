import { isObject } from '../../document/references.ts'
import type { CompileEncoding } from './encoding.ts'
import { toJson } from './json.ts'
import { compileXmlShape, type XmlShape } from './xml-shape.ts'
import { escapeAttribute, escapeText, toCdata, toXmlName } from './xml-text.ts'

/** XML (OpenAPI 3.1, 4.8.26). A text that begins as XML does is XML already. */
export const compileXml: CompileEncoding = ({ schema, tools }) => {
  const shape = compileXmlShape(schema, tools)
  return {
    encode: (value) => ({ body: DECLARATION + document(shape, value) }),
    readText: (text) => (/^\ufeff?\s*</.test(text) ? { body: text } : undefined),
  }
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** The namespaces in scope by their prefix; the empty one is the default. */
type Scope = ReadonlyMap<string, string>

const NO_SCOPE: Scope = new Map()
const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance'

/** A document has one root, so a list at its top is always wrapped. */
function document(shape: XmlShape, value: unknown): string {
  const name = shape.component ?? 'root'
  if (!Array.isArray(value)) return element(shape, name, value, NO_SCOPE)
  const itemName = shape.items().component ?? 'item'
  return wrap(shape, name, NO_SCOPE, (scope) =>
    value.map((item) => nodes(shape.items(), itemName, item, scope)).join(''),
  )
}

/** What a value is among its siblings. `inferred` is the name it has where the document gives it none. */
function nodes(shape: XmlShape, inferred: string, value: unknown, scope: Scope): string {
  if (Array.isArray(value)) return list(shape, inferred, value, scope)
  if (shape.node === 'text') return escapeText(scalar(value))
  if (shape.node === 'cdata') return toCdata(scalar(value))
  if (shape.node === 'none') return content(shape, value, scope)
  return element(shape, inferred, value, scope)
}

function list(shape: XmlShape, inferred: string, value: readonly unknown[], scope: Scope): string {
  const name = shape.name ?? inferred
  const items = (inner: Scope) => value.map((item) => nodes(shape.items(), name, item, inner)).join('')
  return shape.node === 'element' ? wrap(shape, inferred, scope, items) : items(scope)
}

function wrap(shape: XmlShape, inferred: string, scope: Scope, inside: (scope: Scope) => string): string {
  const tag = open(shape, inferred, scope)
  return close(tag, inside(tag.scope))
}

function element(shape: XmlShape, inferred: string, value: unknown, scope: Scope): string {
  const tag = open(shape, inferred, scope)
  if (value === null || value === undefined) {
    return `<${tag.name}${tag.attributes} xmlns:xsi="${SCHEMA_INSTANCE}" xsi:nil="true"/>`
  }
  const { attributes, scope: inner } = withAttributes(shape, value, tag)
  return close({ ...tag, attributes }, content(shape, value, inner))
}

interface Tag {
  readonly name: string
  /** Each with a space before it. */
  readonly attributes: string
  readonly scope: Scope
}

function open(shape: XmlShape, inferred: string, scope: Scope): Tag {
  const { prefix = '', namespace } = shape
  const known = namespace === undefined || scope.get(prefix) === namespace
  const declared = known ? scope : new Map([...scope, [prefix, namespace]])
  const attributes = known ? '' : declaration(prefix, namespace)
  return { name: qualified(shape, shape.name ?? inferred, declared), attributes, scope: declared }
}

function declaration(prefix: string, namespace: string): string {
  return ` xmlns${prefix === '' ? '' : `:${toXmlName(prefix)}`}="${escapeAttribute(namespace)}"`
}

/** A prefix that no namespace is bound to is left out: parsers refuse it. */
function qualified({ prefix }: XmlShape, name: string, scope: Scope): string {
  return prefix !== undefined && scope.has(prefix)
    ? `${toXmlName(prefix)}:${toXmlName(name)}`
    : toXmlName(name)
}

function close({ name, attributes }: Tag, inside: string): string {
  return inside === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inside}</${name}>`
}

/** The properties that are attributes. An unset one is left out, as is a second of the same name. */
function withAttributes(shape: XmlShape, value: unknown, tag: Tag): Tag {
  let { attributes, scope } = tag
  if (!isObject(value)) return tag
  const seen = new Set<string>()
  for (const [key, property] of Object.entries(value)) {
    const own = shape.property(key)
    if (own.node !== 'attribute' || property === null || property === undefined) continue
    const bound = own.prefix === undefined ? { attributes: '', scope } : open(own, key, scope)
    const name = qualified(own, own.name ?? key, bound.scope)
    if (seen.has(name)) continue
    seen.add(name)
    attributes += `${bound.attributes} ${name}="${escapeAttribute(scalar(property))}"`
    scope = bound.scope
  }
  return { ...tag, attributes, scope }
}

function content(shape: XmlShape, value: unknown, scope: Scope): string {
  if (!isObject(value)) return escapeText(scalar(value))
  return Object.entries(value)
    .map(([key, property]) => [key, property, shape.property(key)] as const)
    .filter(([, property, own]) => own.node !== 'attribute' && property !== undefined)
    .map(([key, property, own]) => nodes(own, key, property, scope))
    .join('')
}

/** Lists in an attribute are separated by spaces, as `xs:list` is. */
function scalar(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(scalar).join(' ')
  return typeof value === 'object' ? toJson(value) : String(value)
}
