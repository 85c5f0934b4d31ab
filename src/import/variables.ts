import type { VariableJson } from './postman-json.ts'
import { isSecretName, MASKED } from './secrets.ts'

export interface Variables {
  /** A text with its `{{variables}}` filled in; one that is not known stays as its name. */
  fill(text: string): string
  /** What a variable says, where that is known. */
  valueOf(name: string): string | undefined
}

const VARIABLE = /\{\{\s*([^{}]+?)\s*\}\}/g
const MOST_LEVELS = 8

/** What Postman makes up as it sends, as one that it might have made up. */
const DYNAMIC: ReadonlyMap<string, string> = new Map(
  Object.entries({
    $guid: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    $randomUUID: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    $timestamp: '1767225600',
    $isoTimestamp: '2026-01-01T00:00:00.000Z',
    $randomInt: '417',
    $randomEmail: 'someone@example.com',
  }),
)

/** Variables of a collection; what is secret among them is never filled in. */
export function createVariables(declared: readonly VariableJson[]): Variables {
  const values = new Map<string, string>()
  for (const { key, id, value, type } of declared) {
    const name = key ?? id
    if (name === undefined || value === undefined || value === null || value === '') continue
    values.set(name, type === 'secret' || isSecretName(name) ? MASKED : String(value))
  }
  const known = (name: string) => values.get(name) ?? DYNAMIC.get(name)
  const fillOnce = (text: string) => text.replace(VARIABLE, (whole, name: string) => known(name) ?? whole)
  return {
    valueOf: (name) => values.get(name),
    fill(text) {
      let filled = text
      for (let level = 0; level < MOST_LEVELS && filled.includes('{{'); level++) filled = fillOnce(filled)
      return filled.replace(VARIABLE, '$1')
    },
  }
}

/** The name of the variable that a text consists of. */
export function variableIn(text: string): string | undefined {
  return /^\{\{\s*([^{}]+?)\s*\}\}$/.exec(text)?.[1]
}

/** The names of all variables in a text. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(VARIABLE)].map(([, name]) => name as string)
}
