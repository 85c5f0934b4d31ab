/** A copy of a body that passes by, as far as it is not too large. */
export interface BodyCopy {
  push(chunk: Buffer): void
  /** The whole body has passed. */
  end(): void
  /** How many bytes have passed. */
  readonly length: number
  /** More has passed than is kept, and nothing of it is kept any more. */
  readonly isTooLarge: boolean
  /** The body has passed to its end and is all there. */
  readonly isWhole: boolean
  /** The chunks that are kept. */
  readonly chunks: readonly Buffer[]
  /** All that is kept. */
  bytes(): Uint8Array
}

/** `most` is how many bytes are kept. */
export function createBodyCopy(most: number): BodyCopy {
  return new Copy(most)
}

const EMPTY = new Uint8Array()

class Copy implements BodyCopy {
  chunks: Buffer[] = []
  length = 0
  isTooLarge = false
  #isEnded = false
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  push(chunk: Buffer): void {
    this.length += chunk.length
    if (this.length <= this.#most) this.chunks.push(chunk)
    else {
      this.isTooLarge = true
      this.chunks = []
    }
  }

  end(): void {
    this.#isEnded = true
  }

  get isWhole(): boolean {
    return this.#isEnded && !this.isTooLarge
  }

  bytes(): Uint8Array {
    if (this.chunks.length === 1) return this.chunks[0] as Buffer
    return this.chunks.length === 0 ? EMPTY : Buffer.concat(this.chunks)
  }
}
