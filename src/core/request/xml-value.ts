import { isObject } from '../document/references.ts'
import { once } from '../once.ts'
import type { Shape } from './shape.ts'
import type { XmlElement } from './xml.ts'

/** The XML Object (OpenAPI 3.1, 4.8.26; `nodeType` is of 3.2). */
interface XmlObject {
  readonly name?: string
  readonly attribute?: boolean
  readonly wrapped?: boolean
  readonly nodeType?: 'element' | 'attribute' | 'text' | 'cdata' | 'none'
}

/** Reads an element as the value that a shape means by it. Prefixes only name namespaces, and are passed over. */
export type ReadElement = (element: XmlElement) => unknown

/** Where the children, attributes and text of an element go. */
interface Plan {
  readonly elements: ReadonlyMap<string, Target>
  readonly attributes: ReadonlyMap<string, Target>
  readonly text: Target | undefined
}

interface Target {
  readonly property: string
  readonly shape: Shape
  /** `wrapped`: one element holds the items; `list`: each item stands on its own. */
  readonly kind: 'one' | 'wrapped' | 'list'
}

export type XmlReader = (shape: Shape) => ReadElement

/** A reader finds out once for each shape where its children go. */
export function createXmlReader(): XmlReader {
  const plans = new Map<Shape, () => Plan>()
  const planOf = (shape: Shape): Plan => {
    const plan = plans.get(shape) ?? once(() => compilePlan(shape))
    plans.set(shape, plan)
    return plan()
  }
  const read = (element: XmlElement, shape: Shape): unknown => {
    if (isNil(element) && shape.types.has('null')) return null
    if (shape.isObject) return readObject(element, shape, planOf(shape), read)
    if (shape.isList) return element.children.map((child, index) => read(child, shape.item(index)))
    if (element.children.length > 0) return readObject(element, shape, planOf(shape), read)
    return readText(element.text, shape)
  }
  return (shape) => (element) => read(element, shape)
}

/** The name that a schema's own `xml` gives its root element, if it does. */
export function rootName(shape: Shape): string | undefined {
  return xmlOf(shape).name
}

function compilePlan(shape: Shape): Plan {
  const elements = new Map<string, Target>()
  const attributes = new Map<string, Target>()
  let text: Target | undefined
  const byOwnName: [string, Target][] = []
  for (const property of shape.names) {
    const below = shape.property(property)
    const xml = xmlOf(below)
    const target: Target = { property, shape: below, kind: kindOf(below, xml) }
    if (xml.attribute === true || xml.nodeType === 'attribute') attributes.set(xml.name ?? property, target)
    else if (xml.nodeType === 'text' || xml.nodeType === 'cdata') text = target
    else {
      for (const name of elementNames(target, xml)) elements.set(name, target)
      byOwnName.push([property, target])
    }
  }
  // after all given names: a property's own name is what clients send where a tool overlooks `xml.name`
  for (const [property, target] of byOwnName) if (!elements.has(property)) elements.set(property, target)
  return { elements, attributes, text }
}

function elementNames({ shape, kind }: Target, xml: XmlObject): readonly string[] {
  const own = xml.name === undefined ? [] : [xml.name]
  const item = kind === 'list' ? xmlOf(shape.item(0)).name : undefined
  return item === undefined ? own : [item, ...own]
}

function kindOf(shape: Shape, xml: XmlObject): Target['kind'] {
  if (!shape.isList) return 'one'
  return xml.wrapped === true || xml.nodeType === 'element' ? 'wrapped' : 'list'
}

/** The outermost schema that says something counts for each word. */
function xmlOf({ faces }: Shape): XmlObject {
  const said = faces.map(({ xml }) => xml).filter(isObject)
  return Object.assign({}, ...said.reverse()) as XmlObject
}

type Read = (element: XmlElement, shape: Shape) => unknown

function readObject(element: XmlElement, shape: Shape, plan: Plan, read: Read): unknown {
  const values = new Map<string, unknown>()
  for (const [name, text] of element.attributes) {
    if (isNamespace(name)) continue
    const target = plan.attributes.get(localName(name))
    const property = target?.property ?? localName(name)
    values.set(property, readText(text, target?.shape ?? shape.property(property)))
  }
  const lists = new Map<string, unknown[]>()
  for (const child of element.children) {
    const target = plan.elements.get(localName(child.name)) ?? undeclared(child, shape)
    const list = lists.get(target.property) ?? []
    lists.set(target.property, list)
    const value = read(child, target.kind === 'list' ? target.shape.item(list.length) : target.shape)
    list.push(value)
    // an element that may be sent once and is sent again shows as a list, which its schema refuses
    values.set(target.property, target.kind === 'list' || list.length > 1 ? list : value)
  }
  if (plan.text !== undefined) values.set(plan.text.property, readText(element.text, plan.text.shape))
  return Object.fromEntries(values)
}

function undeclared(child: XmlElement, shape: Shape): Target {
  const property = localName(child.name)
  const below = shape.property(property)
  return { property, shape: below, kind: below.isList ? 'list' : 'one' }
}

function readText(text: string, shape: Shape): unknown {
  const isText = shape.isUntyped || shape.types.has('string')
  if (isText) return shape.readText(text)
  const trimmed = text.trim()
  return trimmed === '' && shape.types.has('null') ? null : shape.readText(trimmed)
}

function isNil({ attributes }: XmlElement): boolean {
  return [...attributes].some(
    ([name, text]) => localName(name) === 'nil' && name !== 'nil' && text === 'true',
  )
}

function isNamespace(name: string): boolean {
  return /^(?:xmlns(?::|$)|xml:|xsi:)/.test(name)
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
