import type { DeclaredParameter } from '../request/declared.ts'

/** The styles of OpenAPI 3.1 (4.8.12.3), written as a client writes them: the other side of what the mock reads. */

type Pairs = readonly (readonly [string, unknown])[]

/** A value in a path. `undefined` where no request can carry it: a path has no empty segments. */
export function pathText(parameter: DeclaredParameter, value: unknown): string | undefined {
  const { style = 'simple', explode = false, name } = parameter
  const text = PATH_STYLES[style]?.(value, explode, name) ?? simple(value, explode)
  return text === '' || text === '.' || text === '..' ? undefined : text
}

const PATH_STYLES: Readonly<Record<string, (value: unknown, explode: boolean, name: string) => string>> = {
  label: (value, explode) => `.${joined(value, explode, explode ? '.' : ',')}`,
  matrix: (value, explode, name) => {
    if (!explode || typeof value !== 'object' || value === null) return `;${name}=${simple(value, false)}`
    const pairs: Pairs = Array.isArray(value) ? value.map((one) => [name, one]) : Object.entries(value)
    return pairs.map(([key, one]) => `;${encode(key)}=${encode(one)}`).join('')
  },
}

function simple(value: unknown, explode: boolean): string {
  return joined(value, explode, ',')
}

function joined(value: unknown, explode: boolean, delimiter: string): string {
  if (Array.isArray(value)) return value.map(encode).join(delimiter)
  if (typeof value !== 'object' || value === null) return encode(value)
  const pairs = Object.entries(value).map(([key, one]) => [encode(key), encode(one)])
  return pairs.map((pair) => pair.join(explode ? '=' : delimiter)).join(delimiter)
}

export function headerText({ explode = false }: DeclaredParameter, value: unknown): string {
  return typeof value === 'object' && value !== null ? simple(value, explode) : String(value)
}

export function cookieText({ name }: DeclaredParameter, value: unknown): string {
  return `${name}=${simple(value, false)}`
}

/** `name=value` pairs of a query or of a form, percent-encoded. */
export function queryPairs(
  { name, style = 'form', explode = style === 'form' }: Pick<DeclaredParameter, 'name' | 'style' | 'explode'>,
  value: unknown,
): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${encode(name)}=${encode(value)}`]
  if (style === 'deepObject') return deepPairs(encode(name), value)
  const isList = Array.isArray(value)
  if (explode) {
    const pairs: Pairs = isList ? value.map((one) => [name, one]) : Object.entries(value)
    return pairs.map(([key, one]) => `${encode(key)}=${encode(one)}`)
  }
  const texts = (isList ? value : Object.entries(value).flat()).map(encode)
  return texts.length === 0 && isList ? [] : [`${encode(name)}=${texts.join(DELIMITERS[style] ?? ',')}`]
}

const DELIMITERS: Readonly<Record<string, string>> = { pipeDelimited: '%7C', spaceDelimited: '%20' }

function deepPairs(name: string, value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${name}=${encode(value)}`]
  return Object.entries(value).flatMap(([key, one]) => deepPairs(`${name}[${encode(key)}]`, one))
}

export function encode(value: unknown): string {
  return encodeURIComponent(typeof value === 'object' ? JSON.stringify(value) : String(value))
}
