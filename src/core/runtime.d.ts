/** The only global beyond ECMAScript that the core asks of its runtime; browsers, workers, Deno, Bun and Node have it. */
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean })
  decode(bytes: Uint8Array): string
}
