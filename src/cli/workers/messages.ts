import type { Told } from '../../node/gathered-journal.ts'
import type { LoadedDocument } from '../../node/load.ts'
import type { ProcessCounts } from '../../node/metrics/counts.ts'

/** In the environment of a worker alone. Node's own variable is gone by the time that it could be read. */
export const WORKER_VARIABLE = 'MIAOSUAN_WORKER'

/** What the primary says to a worker. */
export type Order =
  | {
      readonly kind: 'start'
      readonly documents: readonly LoadedDocument[]
      readonly pages: number
      readonly port: number
    }
  /** A document has changed; `at` is its place among all. */
  | { readonly kind: 'document'; readonly at: number; readonly loaded: LoadedDocument }
  | { readonly kind: 'tell'; readonly after: number }
  | { readonly kind: 'close' }

/** What a worker says to the primary. */
export type Report =
  | { readonly kind: 'hello' }
  | { readonly kind: 'listening'; readonly url: string }
  | { readonly kind: 'fault'; readonly message: string }
  | ({ readonly kind: 'told'; readonly latest: number; readonly counts: ProcessCounts } & Told)
