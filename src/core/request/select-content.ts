import { specificity } from '../media-type.ts'
import { headerParameters } from './charset.ts'

/**
 * The declared range that covers a media type best. Of ranges that name the same type, one whose parameters all
 * are sent goes first: `application/json; version=2`.
 */
export function selectContent(ranges: readonly string[], type: string): string | undefined {
  let best: string | undefined
  let most = 0
  for (const range of ranges) {
    const fit = specificity(range, type)
    if (fit === 0) continue
    const score = fit * 100 + parameterFit(range, type)
    if (score <= most) continue
    most = score
    best = range
  }
  return best
}

/** How many parameters of a range are sent, from 1; where one is not, 0. */
function parameterFit(range: string, type: string): number {
  if (!range.includes(';')) return 1
  const sent = headerParameters(type)
  const wanted = [...headerParameters(range)]
  const met = wanted.every(([name, text]) => sent.get(name)?.toLowerCase() === text.toLowerCase())
  return met ? 1 + wanted.length : 0
}
