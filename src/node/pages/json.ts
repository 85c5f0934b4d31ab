/** What `/__mock/api` says: the one contract between it, the pages and scripts. */

import type {
  Alternative,
  Delivery,
  Explanation,
  ListedResponse,
  PlacedViolation,
  Preference,
  Source,
} from '../../index.ts'

/** An operation in a list. */
export interface OperationHead {
  readonly id: string
  readonly method: string
  /** The path template. */
  readonly path: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly deprecated?: true
  /** `file:line:column` of where it is written. */
  readonly place: string
  /** Where to ask for all of it. */
  readonly href: string
}

/** What a document says of itself. */
export interface DocumentHead {
  readonly title: string
  readonly version: string
  readonly description: string
  /** The version of OpenAPI or Swagger that it is written in. */
  readonly openapi: string
  readonly file: string
}

/** One of several documents. */
export interface DocumentAmongOthers extends DocumentHead {
  /** Stands before the ids of its operations, with a colon. */
  readonly name: string
  /** Stands before its paths; empty where nothing does. */
  readonly prefix: string
  readonly seed: string
  /** How many it has. */
  readonly operations: number
  readonly links: Readonly<Record<'docs' | 'yaml' | 'json', string>>
}

/** `GET /__mock/api/document`, and `/` for whoever asks for JSON. */
export interface DocumentJson extends DocumentHead {
  readonly seed: string
  /** Each of them, where several are served; what stands above is of all together. */
  readonly documents?: readonly DocumentAmongOthers[]
  readonly operations: readonly OperationHead[]
  /** What is read otherwise than it is written; `place` is `file:line:column`, or empty where there is none. */
  readonly warnings: readonly { readonly place: string; readonly message: string }[]
  readonly links: Readonly<Record<'home' | 'control' | 'docs' | 'yaml' | 'json', string>>
}

/** A request as it is written in the places where developers paste one. */
export interface Snippets {
  /** For POSIX shells. */
  readonly curl: string
  readonly fetch: string
  readonly axios: string
}

/** A request as a script sends it. */
export interface RequestJson {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Absent where there is none, or it is no text. */
  readonly body?: string
}

/** `GET /__mock/api/operation?id=` */
export interface OperationJson extends OperationHead {
  readonly description: string
  readonly responses: readonly ListedResponse[]
  /** Records of the fixtures, which can be asked for as examples are. */
  readonly records: readonly { readonly group: string; readonly name: string; readonly title: string }[]
  /** A request that it takes; absent where there is none. */
  readonly request?: RequestJson
  readonly snippets?: Snippets
}

/** Where an answer came from. */
export interface SourceJson extends Omit<Source, 'error' | 'violations'> {
  readonly violations?: readonly ViolationJson[]
}

/** An entry of `GET /__mock/api/requests`, and of its event `request`. */
export interface ExchangeSummary {
  readonly id: number
  /** When it was answered (RFC 3339). */
  readonly time: string
  readonly method: string
  readonly path: string
  readonly query: string
  readonly status: number
  readonly milliseconds: number
  readonly source: SourceJson
  readonly delivery?: Delivery
}

/** `GET /__mock/api/requests/{id}` */
export interface ExchangeJson extends ExchangeSummary {
  /** What is wrong with a refused request, with its places in the document. */
  readonly violations?: readonly ViolationJson[]
  readonly request: MessageJson
  readonly response: MessageJson
  /** What was thrown, where the mock or a fixture has a fault. */
  readonly stack?: string
  /** The same request again; absent where its body is kept in part. */
  readonly curl?: string
}

export interface MessageJson {
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body?: BodyJson
}

export interface BodyJson {
  /** Of the whole body. In bytes, but for a long text that is kept in part, of which it is in characters. */
  readonly length: number
  /** Whether only its beginning is kept. */
  readonly isCut: boolean
  /** Absent where it is no text. */
  readonly text?: string
}

/** A record in `GET /__mock/api/records?operation=` */
export interface RecordJson {
  readonly id: string
  readonly kind: 'fixture' | 'example' | 'generated'
  /** The group of the fixture, or the response that the example is of. */
  readonly group: string
  readonly name: string
  readonly title: string
  /** By which it is what a browser gets, whatever it asks for; absent where it cannot be asked for so. */
  readonly settings?: ScenarioSettings
  readonly request: RequestJson
}

export interface RecordsJson {
  readonly operation: string
  readonly records: readonly RecordJson[]
}

/** `GET /__mock/api/records/answer?operation=&id=` */
export interface RecordAnswerJson extends MessageJson {
  readonly status: number
  readonly source: SourceJson
  readonly snippets: Snippets
}

/** What went wrong, in a sentence. */
export interface ErrorJson {
  readonly error: string
}

/** Preferences by their names, as texts that a `Prefer` header would have; `wait` is in seconds. */
export type ScenarioSettings = Partial<Readonly<Record<keyof Preference, string>>>

/** `GET /__mock/api/scenario` */
export interface ScenarioJson {
  /** In order; `operation` is an id, or `*` for all. */
  readonly entries: readonly { readonly operation: string; readonly settings: ScenarioSettings }[]
  /** What is garbage, or no longer in the document: a sentence each. */
  readonly ignored: readonly string[]
}

/** One fault of a refused request; what was received is left out where it is long. */
export interface ViolationJson extends PlacedViolation {
  /** `file:line:column` of what it breaks; absent where that is not known. */
  readonly place?: string
}

/** `file:line:column`, where the document has it. */
interface Placed {
  readonly place?: string
}

type Undecided = 'operation' | 'status' | 'mediaType' | 'representation' | 'alternatives'

/** `GET /__mock/explain` */
export interface ExplanationJson extends Omit<Explanation, Undecided> {
  readonly operation?: NonNullable<Explanation['operation']> & Placed
  readonly status: Explanation['status'] & Placed
  readonly mediaType?: NonNullable<Explanation['mediaType']> & Placed
  readonly representation: Omit<Explanation['representation'], 'violations'> &
    Placed & { readonly violations?: readonly ViolationJson[] }
  readonly alternatives: readonly (Alternative & Placed)[]
}
