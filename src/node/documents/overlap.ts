import { shown } from '../read.ts'
import { baseOf, type ServedDocument } from './served.ts'

interface Place {
  readonly document: ServedDocument
  readonly method: string
  readonly path: string
  readonly segments: readonly string[]
}

/**
 * Operations that two documents have at the same path, a sentence each with both documents: the first of them answers.
 * A path that is concrete in one and a template in the other is the same for some requests.
 */
export function overlaps(documents: readonly ServedDocument[]): readonly string[] {
  const earlier = new Map<string, Place[]>()
  const sentences: string[] = []
  for (const document of documents) {
    const own = document.mock.operations.map((operation): Place => {
      const { method, template, servers } = operation
      const path = document.prefix + baseOf(servers) + template
      return { document, method, path, segments: path.replace(/[?#].*$/s, '').split('/') }
    })
    for (const place of own) {
      const other = earlier.get(keyOf(place))?.find((one) => isSame(one.segments, place.segments))
      if (other !== undefined) sentences.push(tell(other, place))
    }
    for (const place of own) {
      const known = earlier.get(keyOf(place))
      if (known === undefined) earlier.set(keyOf(place), [place])
      else known.push(place)
    }
  }
  return sentences
}

function keyOf({ method, segments }: Place): string {
  return `${method} ${segments.length}`
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.every((segment, at) => segment === b[at] || segment.includes('{') || b[at]?.includes('{') === true)
}

function tell(first: Place, second: Place): string {
  const [one, other] = [first, second].map(({ document }) => shown(document.loaded().file))
  const what = first.path === second.path ? first.path : `${first.path}, which ${second.path} is too,`
  return `${first.method} ${what} is in ${one} and in ${other}: ${one} answers; give one of them a prefix, such as ${other}@/other`
}
