import { reachable } from '../../document/reachable.ts'
import { isObject } from '../../document/references.ts'
import type { Schema, SchemaObject } from '../../document/schema.ts'
import type { ResponseTools } from '../represented.ts'

/** How values of a schema stand in XML: its XML Object (OpenAPI 3.1, 4.8.26; 3.2, 4.26). */
export interface XmlShape {
  /** `xml.name`. */
  readonly name: string | undefined
  /** The name of the component, where the schema is one. */
  readonly component: string | undefined
  readonly prefix: string | undefined
  readonly namespace: string | undefined
  /** What a value becomes; `undefined`: an element, and for a list its items alone. */
  readonly node: XmlNode | undefined
  property(name: string): XmlShape
  items(): XmlShape
}

export type XmlNode = 'element' | 'attribute' | 'text' | 'cdata' | 'none'

const NODES: ReadonlySet<unknown> = new Set<XmlNode>(['element', 'attribute', 'text', 'cdata', 'none'])

/** The shape of what no schema describes. */
const PLAIN: XmlShape = {
  name: undefined,
  component: undefined,
  prefix: undefined,
  namespace: undefined,
  node: undefined,
  property: () => PLAIN,
  items: () => PLAIN,
}

/** Compiles shapes of schemas, each when a value first needs it: schemas may be circular. */
export function compileXmlShape(root: Schema | undefined, { references }: ResponseTools): XmlShape {
  const shapes = new Map<Schema, XmlShape>()

  const shapeOf = (schema: Schema | undefined): XmlShape => {
    if (!isObject(schema)) return PLAIN
    const known = shapes.get(schema)
    if (known !== undefined) return known
    const made = makeShape(schema as SchemaObject)
    shapes.set(schema, made)
    return made
  }

  const makeShape = (schema: SchemaObject): XmlShape => {
    const parts = collectParts(schema, references)
    const properties = new Map<string, XmlShape>()
    const property = (name: string) => {
      const own = parts.flatMap(({ properties }) =>
        isObject(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [],
      )
      const others = parts.find((part) => isObject(part.additionalProperties))
      return shapeOf(together(own) ?? (others?.additionalProperties as Schema | undefined))
    }
    const items = () => shapeOf(together(parts.flatMap((part) => (isObject(part.items) ? [part.items] : []))))
    return {
      ...readXml(schema, references),
      component: componentName(schema),
      property: (name) => {
        const known = properties.get(name) ?? property(name)
        properties.set(name, known)
        return known
      },
      items,
    }
  }
  return shapeOf(root)
}

/** Schemas that speak of the same value as one; which of them says how it stands in XML is nobody's business. */
function together(schemas: readonly unknown[]): Schema | undefined {
  const [sole] = schemas
  return (schemas.length > 1 ? { allOf: schemas } : sole) as Schema | undefined
}

/** The XML Object of a schema, of what it refers to, or of the first part that has one. */
function readXml(schema: SchemaObject, references: ResponseTools['references']) {
  return xmlObject(findXml(schema, references, new Set()) ?? {})
}

function findXml(
  schema: unknown,
  references: ResponseTools['references'],
  seen: Set<unknown>,
): Readonly<Record<string, unknown>> | undefined {
  if (!isObject(schema) || seen.has(schema)) return undefined
  seen.add(schema)
  const { xml, $ref, allOf } = schema as SchemaObject
  if (isObject(xml)) return xml
  const parts = [
    ...(typeof $ref === 'string' ? [references.at($ref)] : []),
    ...(Array.isArray(allOf) ? allOf : []),
  ]
  for (const part of parts) {
    const found = findXml(part, references, seen)
    if (found !== undefined) return found
  }
  return undefined
}

function xmlObject({
  name,
  prefix,
  namespace,
  attribute,
  wrapped,
  nodeType,
}: Readonly<Record<string, unknown>>) {
  const older = attribute === true ? 'attribute' : wrapped === true ? 'element' : undefined
  return {
    name: text(name),
    prefix: text(prefix),
    namespace: text(namespace),
    node: NODES.has(nodeType) ? (nodeType as XmlNode) : older,
  } as const
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function componentName({ $ref, allOf }: SchemaObject): string | undefined {
  if ($ref !== undefined) return /^#\/components\/schemas\/([^/]+)$/.exec($ref)?.[1]
  const named = Array.isArray(allOf)
    ? allOf.find((part) => isObject(part) && part.$ref !== undefined)
    : undefined
  return isObject(named) ? componentName({ $ref: (named as SchemaObject).$ref as string }) : undefined
}

/** All schema objects that speak of the same value. */
function collectParts(
  schema: SchemaObject,
  references: ResponseTools['references'],
): readonly SchemaObject[] {
  return reachable([schema], ({ $ref, allOf = [], anyOf = [], oneOf = [] }) => {
    const named = typeof $ref === 'string' ? [references.at($ref)] : []
    return [...named, ...allOf, ...anyOf, ...oneOf].filter((part): part is SchemaObject => isObject(part))
  })
}
