/** What stands between the braces of a path template. */
const BRACES = /\{([^{}]*)\}/g

/**
 * The names of the parameters of a path template, in order, whether they stand in its path, its query or its
 * fragment. Operators that documents borrow from RFC 6570 and from routers are not part of a name:
 * `{+path}`, `{proxy+}`, `{path*}`, `{id:[0-9]+}`.
 */
export function templateNames(template: string): readonly string[] {
  return [...template.matchAll(BRACES)].flatMap(([, inside = '']) => namesWithin(inside))
}

export function cleanName(name: string): string {
  return name.replace(/^[+/.;]/, '').replace(/[+*]$|:.*$/s, '')
}

/** `{?page,limit}` stands for a query, whose parameters are declared on their own. */
function namesWithin(inside: string): readonly string[] {
  return /^[?&#]/.test(inside) ? [] : [cleanName(inside)]
}
