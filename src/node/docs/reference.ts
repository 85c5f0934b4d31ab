import { type JsonObject, walkDocument } from '../../core/document/walk.ts'
import type { DeclaredOperation } from '../../index.ts'
import type { LoadedDocument } from '../load.ts'
import { documentOf, type Part, partsOf } from './parts.ts'

/** What a page shows of a document, or of a part of it. */
export interface Reference {
  /** None where all is shown at once. */
  readonly parts: readonly Part[]
  /** The document, or the part of that name, as JSON. */
  text(part?: string): string
}

/** Beyond this length as JSON a browser stands still for seconds before it shows a document. */
const LARGE = 1_000_000

/** The reference of a document as it stands, made anew when the document is. */
export function createReference({
  loaded,
  operations,
}: {
  loaded(): LoadedDocument
  operations(): readonly DeclaredOperation[]
}): () => Reference {
  let made: { readonly of: unknown; readonly reference: Reference } | undefined
  return () => {
    const { document } = loaded()
    if (made === undefined || made.of !== document) {
      made = { of: document, reference: referenceOf(document as JsonObject, operations()) }
    }
    return made.reference
  }
}

function referenceOf(document: JsonObject, operations: readonly DeclaredOperation[]): Reference {
  const shown = withoutServers(document)
  const whole = JSON.stringify(shown)
  const parts = whole.length > LARGE ? partsOf(operations) : []
  return {
    parts: parts.length > 1 ? parts : [],
    text: (name) => {
      const part = parts.find((one) => one.name === name)
      return part === undefined ? whole : JSON.stringify(documentOf(part, shown))
    },
  }
}

/** Without the addresses of real servers: what is shown and tried is this mock. */
function withoutServers(document: JsonObject): JsonObject {
  return walkDocument(document, (object, kind) => {
    const mayHaveServers = kind === 'document' || kind === 'pathItem' || kind === 'operation'
    if (!mayHaveServers || !('servers' in object)) return object
    const { servers, ...rest } = object
    return rest
  }).document
}
