/**
 * Some things and all that they lead to, each once and before what it leads to. However long the way, it is walked
 * without recursion: schemas may be chains of thousands.
 */
export function reachable<T>(starts: readonly T[], leadsTo: (one: T) => readonly T[]): readonly T[] {
  const found = new Set<T>()
  const waiting = starts.toReversed()
  while (waiting.length > 0) {
    const one = waiting.pop() as T
    if (found.has(one)) continue
    found.add(one)
    waiting.push(...leadsTo(one).toReversed())
  }
  return [...found]
}
