/** An HTTP Archive 1.2, as far as it is read. Anything may be missing. */
export interface HarJson {
  readonly log: {
    readonly entries?: readonly EntryJson[]
  }
}

export interface EntryJson {
  /** Chromium's: `xhr`, `fetch`, `image`, … */
  readonly _resourceType?: string
  readonly request?: {
    readonly method?: string
    readonly url?: string
    readonly headers?: readonly NamedJson[]
    readonly cookies?: readonly NamedJson[]
    readonly postData?: PostDataJson
  }
  readonly response?: {
    readonly status?: number
    readonly headers?: readonly NamedJson[]
    readonly content?: ContentJson
  }
}

export interface NamedJson {
  readonly name?: string
  readonly value?: string
}

export interface PostDataJson {
  readonly mimeType?: string
  readonly text?: string
  readonly params?: readonly (NamedJson & { readonly fileName?: string })[]
}

export interface ContentJson {
  readonly mimeType?: string
  readonly text?: string
  readonly encoding?: string
}
