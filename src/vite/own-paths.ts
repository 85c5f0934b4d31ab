import { existsSync, statSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { ResolvedConfig } from 'vite'

/** Paths: a text is that path and all below it. */
export type OwnPaths = readonly (string | RegExp)[]

/** Compiles which requests are Vite's and the app's whatever the document has: its modules, its files and what is named. */
export function createOwnPaths(
  { root, publicDir, base }: Pick<ResolvedConfig, 'root' | 'publicDir' | 'base'>,
  named: OwnPaths,
): (request: IncomingMessage) => boolean {
  const prefix = base.startsWith('/') ? base.replace(/\/$/, '') : ''
  return ({ url = '/', method }) => {
    const path = url.replace(/[?#].*$/s, '')
    if (named.some((one) => isNamed(one, path))) return true
    if (method !== 'GET' && method !== 'HEAD') return false
    if (path !== prefix && !path.startsWith(`${prefix}/`)) return false
    const below = decode(path.slice(prefix.length))
    if (below === undefined) return false
    return below.startsWith('/@') || filesOf(below, root, publicDir).some(isFile)
  }
}

function isNamed(named: string | RegExp, path: string): boolean {
  if (named instanceof RegExp) return new RegExp(named.source, named.flags.replace(/[gy]/g, '')).test(path)
  return path === named || path.startsWith(named.endsWith('/') ? named : `${named}/`)
}

/** The files that Vite answers a path with; a page also without its ending. */
function filesOf(path: string, root: string, publicDir: string): readonly string[] {
  if (path.includes('\0')) return []
  const pages = path === '' || path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`]
  return [...pages.map((page) => join(root, page)), ...(publicDir === '' ? [] : [join(publicDir, path)])]
}

/** A path that is too long for a file is none. */
function isFile(file: string): boolean {
  return existsSync(file) && statSync(file, { throwIfNoEntry: false })?.isFile() === true
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined // what is no text is no file
  }
}
