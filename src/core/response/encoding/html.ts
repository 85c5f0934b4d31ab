import type { CompileEncoding } from './encoding.ts'
import { sampleText } from './sample-text.ts'
import { encodeText } from './text.ts'

export const compileHtml: CompileEncoding = (encodable) => ({
  encode: encodeText,
  readText: encodeText,
  sample: sampleText(encodable, PAGE),
})

const PAGE = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>A page of this mock</title></head>
  <body><h1>A page of this mock</h1></body>
</html>
`
