import type { DeclaredOperation } from '../document/operations.ts'
import { compileNearest } from '../nearest.ts'
import { basePaths } from './servers.ts'

/** Finds the path template that a decoded path, with or without the base path of a server, may have meant. */
export type NearestPath = (path: string) => string | undefined

export function compileNearestPath(operations: readonly DeclaredOperation[]): NearestPath {
  const nearest = compileNearest(new Set(operations.map(({ template }) => template)))
  const servers = new Set(operations.flatMap((operation) => operation.servers))
  const bases = basePaths([...servers])
    .filter((base) => base !== '')
    .sort((a, b) => b.length - a.length)
  return (path) => {
    const base = bases.find((one) => path.startsWith(`${one}/`)) ?? ''
    return nearest(path.slice(base.length))
  }
}
