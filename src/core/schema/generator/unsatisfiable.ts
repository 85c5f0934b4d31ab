/** No value is valid against a schema. Thrown when the schema is compiled or first asked for a value. */
export class UnsatisfiableSchema extends Error {
  /** JSON Pointer of the fault within the schema, or the `$ref` that leads there followed by one. */
  readonly pointer: string
  /** Why no value will do, as a sentence without the place. */
  readonly reason: string

  constructor(pointer: string, reason: string) {
    super(`${reason} (at ${pointer === '' ? 'the root of the schema' : pointer})`)
    this.name = 'UnsatisfiableSchema'
    this.pointer = pointer
    this.reason = reason
  }
}
