import { once } from '../../once.ts'
import type { Content, Encodable } from './encoding.ts'

/** A text that is of its media type, where the schema takes any text: a made-up word would be no page and no table. */
export function sampleText({ schema, tools }: Encodable, text: string): () => Content | undefined {
  return once(() =>
    tools.validators.compile(schema, 'response')(text).length === 0 ? { body: text } : undefined,
  )
}
