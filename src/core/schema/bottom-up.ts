/**
 * What is reached from some ids, each after those that it leads to, circles aside: the order in which schemas are
 * compiled without one waiting for another. Long chains are walked without recursion.
 */
export function bottomUp(
  starts: Iterable<string>,
  leadsTo: (id: string) => Iterable<string>,
): readonly string[] {
  const met = new Set<string>()
  const ordered: string[] = []
  const path: { readonly id: string; readonly below: Iterator<string> }[] = []
  const enter = (id: string) => {
    if (met.has(id)) return
    met.add(id)
    path.push({ id, below: leadsTo(id)[Symbol.iterator]() })
  }
  for (const start of starts) {
    enter(start)
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const next = last.below.next()
      if (next.done !== true) enter(next.value)
      else {
        path.pop()
        ordered.push(last.id)
      }
    }
  }
  return ordered
}
