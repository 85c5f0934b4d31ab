import { onTestFinished, vi } from 'vitest'

export interface ServerEvent {
  readonly id: string
  readonly event: string
  readonly data: unknown
}

export interface Following {
  readonly events: readonly ServerEvent[]
  /** Whether the server has ended the stream. */
  readonly isEnded: boolean
  /** Waits until so many events of a name have come, and gives what they say. */
  said(event: string, times?: number): Promise<readonly unknown[]>
  leave(): void
}

/** Follows a stream of server-sent events (HTML, 9.2), until the test has finished. */
export async function followEvents(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Following> {
  const leaving = new AbortController()
  onTestFinished(() => leaving.abort())
  const response = await fetch(url, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: leaving.signal,
  })
  const events: ServerEvent[] = []
  const state = { isEnded: false }
  read(response, events).then(
    () => {
      state.isEnded = true
    },
    () => undefined, // it was left
  )
  return {
    events,
    get isEnded() {
      return state.isEnded
    },
    said: (event, times = 1) =>
      vi.waitFor(() => {
        const found = events.filter((one) => one.event === event).map(({ data }) => data)
        if (found.length < times)
          throw new Error(`${event} came ${found.length} times: ${JSON.stringify(events)}`)
        return found
      }, 5000),
    leave: () => leaving.abort(),
  }
}

async function read(response: Response, events: ServerEvent[]): Promise<void> {
  let rest = ''
  for await (const chunk of response.body ?? []) {
    rest += Buffer.from(chunk).toString('utf8')
    const blocks = rest.split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s)))
      if (fields.data !== undefined)
        events.push({ id: fields.id, event: fields.event, data: JSON.parse(fields.data) })
    }
  }
}
