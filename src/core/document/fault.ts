/** A fault in a document, at its JSON Pointer (RFC 6901); whoever read the file turns that into a line. */
export interface Fault {
  readonly pointer: string
  readonly message: string
}

/** A document that cannot be served: thrown once, with every fault that was found. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError'
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    super(faults.map((fault) => `${fault.pointer || '/'}: ${fault.message}`).join('\n'))
    this.faults = faults
  }
}
