import { isObject } from '../../document/references.ts'
import type { CompileEncoding } from './encoding.ts'
import { toText } from './text.ts'

/** Forms as URL-encoded text (WHATWG URL, 5.2): a list repeats its name, as `style: form` does where it explodes. */
export const compileForm: CompileEncoding = () => ({
  encode: (value) => ({ body: typeof value === 'string' ? value : toForm(value) }),
  readText: (text) => ({ body: text }),
})

export function toForm(value: unknown): string {
  const pairs = isObject(value) ? Object.entries(value) : [['value', value] as const]
  return pairs
    .flatMap(([name, field]) =>
      [field].flat().map((item) => `${escapeForm(name)}=${escapeForm(toText(item ?? ''))}`),
    )
    .join('&')
}

/** As forms escape: a space is `+`, and of the marks only `*-._` stay as they are. */
function escapeForm(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
