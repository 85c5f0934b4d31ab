/**
 * Compiles the finding of the raw texts of a path's parameters, for those that are cut at delimiters: there,
 * what is percent-encoded must not be taken for a delimiter. A parameter that shares its segment with other text
 * is left out.
 */
export function compileRawPath(template: string): (path: string) => ReadonlyMap<string, string> {
  const segments = withoutSlash(template).split('/')
  const places = segments.flatMap((segment, index): (readonly [string, number])[] => {
    const name = /^\{([^{}]+)\}$/.exec(segment)?.[1]
    return name === undefined ? [] : [[name, segments.length - index]]
  })
  return (path) => {
    // counted from the end, since the path may begin with the base path of a server
    const raw = withoutSlash(path).split('/')
    return new Map(places.map(([name, fromEnd]) => [name, raw[raw.length - fromEnd] ?? '']))
  }
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path
}
