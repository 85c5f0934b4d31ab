import type { CompileEncoding } from './encoding.ts'

/** RFC 8259. */
export const compileJson: CompileEncoding = () => JSON_ENCODING

const JSON_ENCODING = { encode: (value: unknown) => ({ body: toJson(value) }) }

export function toJson(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}

/** JSON is YAML too (YAML 1.2.2, 1.3), and written over lines it looks like it. A text is already YAML. */
export const compileYaml: CompileEncoding = () => ({
  encode: (value) => ({ body: `${JSON.stringify(value, null, 2) ?? 'null'}\n` }),
  readText: (text) => ({ body: text }),
})
