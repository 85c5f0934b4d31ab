import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { escaped, svg } from './svg.ts'

/** A profile as V8 writes it. */
export interface Profile {
  readonly nodes: readonly ProfileNode[]
  /** The node that ran, at each sample. */
  readonly samples: readonly number[]
  /** Microseconds from the sample before. */
  readonly timeDeltas: readonly number[]
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string }
  readonly children?: readonly number[]
}

/** A function at one place of the stack, with all that it calls. */
interface Frame {
  readonly name: string
  readonly color: string
  readonly below: Map<string, Frame>
  /** In microseconds. */
  time: number
}

const WIDTH = 1200
const ROW = 15
const HEAD = 26
/** Narrower frames are not drawn, and narrower ones than the second have no name. */
const NARROWEST = 1
const NAMED = 34
const CHARACTER = 6
const COLORS = {
  ours: '#e8a05c',
  packages: '#e3d26f',
  node: '#8fb3d9',
  collector: '#d98880',
  other: '#c3c8ce',
}
const STYLE = 'text{font:10px monospace}.title{font:bold 13px sans-serif}'

/** A flame graph: each row is called by the one above it, and as wide as the time that it took. */
export function flameGraph(title: string, profile: Profile, from = 0): string {
  const root = mergeStacks(profile, from)
  const rows: string[] = []
  const depth = draw(root, 0, 0, WIDTH / root.time, root.time, rows)
  const height = HEAD + depth * ROW
  const legend = Object.entries(COLORS).map(
    ([name, color], index) =>
      `<rect x="${780 + index * 84}" y="6" width="10" height="10" fill="${color}"/><text x="${794 + index * 84}" y="15">${name}</text>`,
  )
  return svg({ title, width: WIDTH, height, style: STYLE }, [
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="4" y="16" class="title">${escaped(title)}</text>`,
    ...legend,
    ...rows,
  ])
}

/** Adds the samples up by their stacks. Those before `from` microseconds, and those in which nothing ran, are left out. */
function mergeStacks({ nodes, samples, timeDeltas }: Profile, from: number): Frame {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])))
  const root: Frame = { name: 'all', color: COLORS.other, below: new Map(), time: 0 }
  let passed = 0
  for (const [index, id] of samples.entries()) {
    const time = timeDeltas[index] ?? 0
    passed += time
    if (passed < from || byId.get(id)?.callFrame.functionName === '(idle)') continue
    root.time += time
    let frame = root
    for (const node of stackOf(id, byId, parents)) {
      frame = frameBelow(frame, node)
      frame.time += time
    }
  }
  return root
}

/** From the outermost, without the root of all. */
function stackOf(
  id: number,
  byId: ReadonlyMap<number, ProfileNode>,
  parents: ReadonlyMap<number, number>,
): readonly ProfileNode[] {
  const stack: ProfileNode[] = []
  for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
    stack.push(byId.get(at) as ProfileNode)
  }
  return stack.toReversed().slice(1)
}

function frameBelow(frame: Frame, { callFrame: { functionName, url } }: ProfileNode): Frame {
  const file = url === '' ? '' : ` ${basename(url.startsWith('file:') ? fileURLToPath(url) : url)}`
  const name = `${functionName || 'anonymous'}${file}`
  const known = frame.below.get(name)
  if (known !== undefined) return known
  const made = { name, color: colorOf(functionName, url), below: new Map(), time: 0 }
  frame.below.set(name, made)
  return made
}

function colorOf(name: string, url: string): string {
  if (name === '(garbage collector)') return COLORS.collector
  if (url.includes('/node_modules/')) return COLORS.packages
  if (url.startsWith('node:')) return COLORS.node
  return url.startsWith('file:') ? COLORS.ours : COLORS.other
}

/** Draws what is below a frame, the widest first. Gives the number of rows. */
function draw(frame: Frame, left: number, row: number, scale: number, all: number, rows: string[]): number {
  let x = left
  let depth = row
  for (const below of [...frame.below.values()].sort((one, other) => other.time - one.time)) {
    const width = below.time * scale
    if (width < NARROWEST) break
    rows.push(rectOf(below, x, HEAD + row * ROW, width, all))
    depth = Math.max(depth, draw(below, x, row + 1, scale, all, rows))
    x += width
  }
  return Math.max(depth, row)
}

function rectOf({ name, color, time }: Frame, x: number, y: number, width: number, all: number): string {
  const title = `${name}, ${((time / all) * 100).toFixed(1)} %`
  const place = `x="${x.toFixed(1)}" y="${y}" width="${(width - 0.4).toFixed(1)}" height="${ROW - 1}"`
  const label = name.slice(0, Math.floor((width - 4) / CHARACTER))
  const text = width < NAMED ? '' : `<text x="${(x + 2).toFixed(1)}" y="${y + 10}">${escaped(label)}</text>`
  return `<g><title>${escaped(title)}</title><rect ${place} fill="${color}"/>${text}</g>`
}
