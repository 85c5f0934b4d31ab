/** Of a longer text only so much is compared: the work grows with the square of it, and who asks may be a stranger. */
const MOST_COMPARED = 200

/** The candidate that differs least from a text, if any is near enough to have been meant; of those that differ alike, the first. */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  const { compared, length } = prepare(text)
  let best: string | undefined
  let least = Math.max(2, Math.floor(compared.length * 0.4)) + 1
  for (const candidate of candidates) {
    const other = prepare(candidate)
    if (Math.abs(other.length - length) >= least) continue
    const distance = editDistance(compared, other.compared, least)
    if (distance >= least) continue
    least = distance
    best = candidate
  }
  return best
}

function prepare(text: string): { readonly compared: string; readonly length: number } {
  return { compared: text.slice(0, MOST_COMPARED).toLowerCase(), length: text.length }
}

/**
 * Levenshtein's distance: how many characters must be put in, taken out or replaced. It is given up as soon as it
 * cannot be less than a limit any more, which is then what is returned.
 */
function editDistance(from: string, to: string, limit: number): number {
  const row = Array.from({ length: to.length + 1 }, (_, j) => j)
  for (let i = 1; i <= from.length; i++) {
    if (nextRow(row, from.charCodeAt(i - 1), to, i) >= limit) return limit
  }
  return row[to.length] as number
}

/** Turns the row of the distances of `i - 1` characters into that of `i`; returns the least of it. */
function nextRow(row: number[], character: number, to: string, i: number): number {
  let diagonal = i - 1
  let left = i
  let least = i
  row[0] = i
  for (let j = 1; j <= to.length; j++) {
    const above = row[j] as number
    const replaced = diagonal + (character === to.charCodeAt(j - 1) ? 0 : 1)
    left = Math.min(replaced, above + 1, left + 1)
    if (left < least) least = left
    row[j] = left
    diagonal = above
  }
  return least
}
