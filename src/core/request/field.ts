import { bracketTokens, takeBrackets } from './brackets.ts'
import { cuttingOf } from './cutting.ts'
import type { DecodeText, RawTexts } from './query.ts'
import type { Shape } from './shape.ts'
import {
  compileReading,
  MALFORMED,
  readAlone,
  readTexts,
  repeated,
  type Taken,
  type TakenValue,
} from './taken.ts'

/** A name among others in a query, the cookies or a form. */
export interface FieldRules {
  readonly name: string
  readonly shape: Shape
  readonly style: string
  readonly explode: boolean
  readonly decode: DecodeText
  readonly allowEmptyValue?: boolean
}

export interface Field {
  /** Takes names that nobody declares, as a free-form object does when it is exploded. */
  readonly takesLeftOver: boolean
  /** Does a name on the wire belong to this field? */
  owns(name: string): boolean
  /** Takes the field's value; `undefined` where it was not sent. */
  take(texts: RawTexts, leftOver: () => readonly string[]): Taken | undefined
}

type TakeField = Field['take']

/** Compiles one field of the styles form, spaceDelimited, pipeDelimited and deepObject. */
export function compileField(rules: FieldRules): Field {
  const { name, shape, style, explode } = rules
  const takeGiven = compileGiven(rules)
  if (!shape.isList && !shape.isObject) {
    return {
      takesLeftOver: false,
      owns: (sent) => sent === name,
      take: (texts) => takeGiven(texts.get(name)),
    }
  }
  const root = name.endsWith('[]') ? name.slice(0, -2) : name
  const spread = style === 'form' && explode && shape.isObject
  const inBrackets: TakeField = (texts) => takeBrackets(texts, root, shape, rules.decode)
  const given: TakeField = (texts) => takeGiven(texts.get(name))
  const spreadOut: TakeField = spread ? compileSpread(rules) : () => undefined
  const order = style === 'deepObject' ? [inBrackets, given] : [given, spreadOut, inBrackets]
  const names = new Set(spread ? shape.names : [])
  return {
    takesLeftOver: spread && shape.isOpen,
    owns: (sent) => sent === name || names.has(sent) || bracketTokens(sent, root) !== undefined,
    take(texts, leftOver) {
      for (const take of order) {
        const taken = take(texts, leftOver)
        if (taken !== undefined) return taken
      }
      return undefined
    },
  }
}

/** Takes the texts that were given for the name itself. */
function compileGiven(rules: FieldRules): (given: readonly string[] | undefined) => Taken | undefined {
  const { name, shape, style, explode, decode, allowEmptyValue } = rules
  const readCut = compileReading(cuttingOf(style, false, name), shape, decode)
  const isExploded = (explode || style === 'deepObject') && (shape.isList || shape.isUntyped)
  return (given) => {
    if (given === undefined) return undefined
    const [first] = given as readonly [string]
    if (given.length > 1) return isExploded ? readTexts(given, shape, decode) : repeated(given, decode)
    if (first === '' && allowEmptyValue === true) return EMPTY
    return isExploded && shape.isList ? readAlone(first, shape, decode) : readCut(first)
  }
}

const EMPTY: Taken = { ok: true, received: '', value: '', unchecked: true }

/** Gathers the properties of an exploded object from the names beside it. */
function compileSpread({ shape, decode }: FieldRules): TakeField {
  // below the first level, form says nothing; brackets are what clients send there
  const properties = shape.names.map((name): readonly [string, TakeField] => {
    const rules = { name, shape: shape.property(name), style: 'deepObject', explode: true, decode }
    return [name, compileField(rules).take]
  })
  const none = () => []
  return (texts, leftOver) => {
    const taken = properties.map(([name, take]) => [name, take(texts, none)] as const)
    const rest = shape.isOpen ? leftOver() : []
    const others = rest.map(
      (name) => [name, takeUndeclared(texts, name, shape.property(name), decode)] as const,
    )
    const sent = [...taken, ...others].filter((entry): entry is [string, Taken] => entry[1] !== undefined)
    const fault = sent.find(([, one]) => !one.ok)
    if (fault !== undefined || sent.length === 0) return fault?.[1]
    return {
      ok: true,
      received: Object.fromEntries(sent.map(([name, one]) => [name, one.received])),
      value: Object.fromEntries(sent.map(([name, one]) => [name, (one as TakenValue).value])),
    }
  }
}

/** What was sent under a name that no field owns: one text, or a list of several. */
export function takeUndeclared(
  texts: RawTexts,
  name: string,
  shape: Shape,
  decode: DecodeText,
): Taken | undefined {
  const given = texts.get(name)
  if (given === undefined) return undefined
  if (given.length > 1) return readTexts(given, shape, decode)
  const received = decode(given[0] as string)
  return received === undefined ? MALFORMED : { ok: true, received, value: shape.readText(received) }
}
