import { statSync } from 'node:fs'
import { watch } from 'chokidar'

export interface Watching {
  /** Watches these files and no others, from what they were at a time (milliseconds since 1970) on. */
  follow(files: readonly string[], since: number): void
  close(): Promise<void>
}

/** How long to wait for further changes, in milliseconds: an editor writes several files at once. */
const QUIET = 50

/** How long it takes at most until the operating system tells of a file's changes, in milliseconds. */
const ESTABLISHED = 400

/** Calls `onChange` when a followed file changes, also where an editor replaces the file instead of writing it. */
export function watchFiles(onChange: () => void): Watching {
  const watcher = watch([], { ignoreInitial: true })
  let followed: readonly string[] = []
  let changing: NodeJS.Timeout | undefined
  let sweeping: NodeJS.Timeout | undefined

  const changed = () => {
    clearTimeout(changing)
    changing = setTimeout(onChange, QUIET)
  }
  watcher.on('all', changed)
  return {
    follow(files, since) {
      watcher.unwatch(followed.filter((file) => !files.includes(file)))
      watcher.add(files.filter((file) => !followed.includes(file)))
      followed = files
      // what was written after it was read and before the watch stood is seen by its time
      clearTimeout(sweeping)
      sweeping = setTimeout(() => files.some((file) => isNewer(file, since)) && changed(), ESTABLISHED)
    },
    close() {
      clearTimeout(changing)
      clearTimeout(sweeping)
      return watcher.close()
    },
  }
}

function isNewer(file: string, since: number): boolean {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats !== undefined && stats.mtimeMs > since
}
