/**
 * Compiles the finding of the raw texts of a path's parameters, for those that are cut at delimiters: there,
 * what is percent-encoded must not be taken for a delimiter. A parameter that shares its segment with other text
 * is left out.
 */
export function compileRawPath(template: string): (path: string) => ReadonlyMap<string, string> {
  const path = template.replace(/\{[?&#][^{}]*\}/g, '').replace(/[?#].*$/s, '')
  const segments = withoutSlash(path).split('/')
  if (TAKES_REST.test(path)) return () => NONE
  const places = segments.flatMap((segment, index): (readonly [string, number])[] => {
    const name = /^\{([^{}]+)\}$/.exec(segment)?.[1]
    return name === undefined ? [] : [[name, segments.length - index]]
  })
  return (sent) => {
    // counted from the end, since the path may begin with the base path of a server
    const raw = withoutSlash(sent).split('/')
    return new Map(places.map(([name, fromEnd]) => [name, raw[raw.length - fromEnd] ?? '']))
  }
}

const NONE: ReadonlyMap<string, string> = new Map()

/** A last segment that takes any number of segments, so that nothing can be counted from the end. */
const TAKES_REST = /\/\{(?:\+[^{}]*|[^{}]*[+*]|[^{}]*:[^{}]*)\}$/

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path
}
