/** Headers as the narrow waist has them: names and values in turn. */

export function headerPairs(headers: readonly string[]): [name: string, value: string][] {
  return headers.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, headers[index + 1] as string]] : [],
  )
}

/** The first value of a name in any case; `undefined` where there is none. */
export function findHeader(headers: readonly string[], name: string): string | undefined {
  const key = name.toLowerCase()
  const index = headers.findIndex((one, at) => at % 2 === 0 && one.toLowerCase() === key)
  return index === -1 ? undefined : headers[index + 1]
}

export function hasHeader(headers: readonly string[], name: string): boolean {
  return findHeader(headers, name) !== undefined
}
