/** A Postman Collection as its schemas v2.0 and v2.1 have it, as far as it is read. Anything may be missing. */
export interface CollectionJson {
  readonly info?: { readonly name?: string; readonly description?: DescriptionJson; readonly schema?: string }
  readonly item?: readonly ItemJson[]
  readonly variable?: readonly VariableJson[]
  readonly auth?: AuthJson | null
}

export type DescriptionJson = string | { readonly content?: string } | null

export interface ItemJson {
  readonly name?: string
  readonly description?: DescriptionJson
  /** It is a folder where there are any. */
  readonly item?: readonly ItemJson[]
  readonly request?: string | RequestJson
  readonly response?: readonly ResponseJson[]
  readonly auth?: AuthJson | null
}

export interface RequestJson {
  readonly method?: string
  readonly url?: string | UrlJson
  readonly header?: readonly PairJson[] | string | null
  readonly body?: BodyJson | null
  readonly auth?: AuthJson | null
  readonly description?: DescriptionJson
}

export interface UrlJson {
  readonly raw?: string
  readonly query?: readonly PairJson[]
  readonly variable?: readonly VariableJson[]
}

export interface PairJson {
  readonly key?: string | null
  readonly value?: string | null
  readonly disabled?: boolean
  readonly type?: string
}

export interface VariableJson {
  readonly key?: string
  readonly id?: string
  readonly value?: unknown
  readonly type?: string
}

export interface BodyJson {
  readonly mode?: string
  readonly raw?: string
  readonly urlencoded?: readonly PairJson[]
  readonly formdata?: readonly PairJson[]
  readonly graphql?: { readonly query?: string; readonly variables?: string }
  readonly options?: { readonly raw?: { readonly language?: string } }
}

/** The settings of a kind are a list of pairs in v2.1, and an object in v2.0. */
export interface AuthJson {
  readonly type?: string
  readonly apikey?: readonly VariableJson[] | Readonly<Record<string, unknown>>
}

export interface ResponseJson {
  readonly name?: string
  readonly code?: number
  readonly header?: readonly PairJson[] | string | null
  readonly body?: string | null
  readonly originalRequest?: RequestJson | string
  readonly _postman_previewlanguage?: string | null
}
