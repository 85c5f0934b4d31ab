import type { WriteStream } from 'node:tty'

/** Says how far something is: nothing in the first second, then a line that is written over, and gone at the end. */
export interface Progress {
  update(done: number, total: number): void
  end(): void
}

const NOTHING: Progress = { update: () => undefined, end: () => undefined }

/** What is done within this many milliseconds needs no bar. */
const PATIENCE = 1000
/** A terminal is drawn so often at most, in milliseconds. */
const INTERVAL = 80
const WIDEST = 40

/** A bar on a terminal; on anything else nothing, so that logs stay what they are. */
export function createProgress(
  stream: Pick<WriteStream, 'isTTY' | 'columns' | 'write'>,
  label: string,
  now: () => number = () => performance.now(),
): Progress {
  if (!stream.isTTY) return NOTHING
  const started = now()
  let drawn = Number.NEGATIVE_INFINITY
  return {
    update(done, total) {
      const time = now()
      if (time - started < PATIENCE || time - drawn < INTERVAL) return
      drawn = time
      stream.write(`\r\u001b[2K${barOf(done, total, label, stream.columns)}`)
    },
    end() {
      if (drawn > Number.NEGATIVE_INFINITY) stream.write('\r\u001b[2K')
    },
  }
}

function barOf(done: number, total: number, label: string, columns: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total)
  const counts = ` ${Math.floor(share * 100)}% ${done}/${total}`
  const width = Math.max(0, Math.min(WIDEST, (columns || 80) - label.length - counts.length - 2))
  const filled = Math.round(share * width)
  return `${label} ${'█'.repeat(filled)}${'░'.repeat(width - filled)}${counts}`
}
