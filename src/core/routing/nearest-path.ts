import type { DeclaredOperation } from '../document/operations.ts'
import { nearest } from '../nearest.ts'
import { basePaths } from './servers.ts'

/** Finds the path template that a decoded path, with or without the base path of a server, may have meant. */
export type NearestPath = (path: string) => string | undefined

export function compileNearestPath(operations: readonly DeclaredOperation[]): NearestPath {
  /** A whole segment that is a parameter is `undefined`: what stands in its place may be any text. */
  const templates = [...new Set(operations.map(({ template }) => template))].map((template) => ({
    template,
    segments: template.split('/').map((segment) => (/^\{[^{}]*\}$/.test(segment) ? undefined : segment)),
  }))
  const servers = new Set(operations.flatMap((operation) => operation.servers))
  const bases = basePaths([...servers])
    .filter((base) => base !== '')
    .sort((a, b) => b.length - a.length)
  return (path) => {
    const base = bases.find((one) => path.startsWith(`${one}/`)) ?? ''
    const own = path.slice(base.length)
    const texts = own.split('/')
    const templateOf = new Map<string, string>()
    for (const { template, segments } of templates) {
      const isAsLong = segments.length === texts.length
      const filled = isAsLong ? segments.map((segment, at) => segment ?? texts[at]).join('/') : template
      if (!templateOf.has(filled)) templateOf.set(filled, template)
    }
    const meant = nearest(own, templateOf.keys())
    return meant === undefined ? undefined : templateOf.get(meant)
  }
}
