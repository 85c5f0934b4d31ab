/** @import { ExchangeSummary } from '../node/pages/json.ts' */

/**
 * @typedef {object} FeedListeners
 * @property {(exchange: ExchangeSummary) => void} onRequest
 * @property {(missed: number) => void} onMissed exchanges that came and went too fast
 * @property {() => void} onCleared what was told before counts no longer
 * @property {(state: 'live' | 'lost') => void} onState
 */

/**
 * Follows the requests that the mock answers, and comes again by itself where it is cut off. A page that nobody sees
 * lets go of its connection, of which a browser has six for an origin, and catches up when it is looked at again.
 *
 * @param {FeedListeners} listeners
 */
export function follow(listeners) {
  /** @type {EventSource | undefined} */
  let source
  let last = ''

  const open = () => {
    source?.close()
    source = new EventSource(`/__mock/api/requests${last === '' ? '' : `?after=${last}`}`)
    source.addEventListener('error', () => {
      listeners.onState('lost')
      // a browser gives up where something else answers in place of the mock, such as a proxy that says 502
      if (source?.readyState === EventSource.CLOSED) setTimeout(open, RETRY)
    })
    on('start', ({ isResumed }) => {
      listeners.onState('live')
      if (!isResumed) listeners.onCleared()
    })
    on('request', (exchange) => listeners.onRequest(exchange))
    on('missed', ({ missed }) => listeners.onMissed(missed))
    on('cleared', () => listeners.onCleared())
  }

  /**
   * @param {string} name
   * @param {(data: any) => void} listener
   */
  const on = (name, listener) => {
    source?.addEventListener(name, (event) => {
      last = event.lastEventId
      listener(JSON.parse(event.data))
    })
  }

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) return open()
    source?.close()
  })
  addEventListener('pagehide', () => source?.close())
  if (!document.hidden) open()
}

/** In milliseconds. */
const RETRY = 2000
