import { escaped, svg } from './svg.ts'

/** Groups of bars, a bar for each series. */
export interface Chart {
  readonly title: string
  /** Their names; at most as many as there are colours. */
  readonly series: readonly string[]
  readonly rows: readonly { readonly name: string; readonly values: readonly number[] }[]
}

const WIDTH = 760
const NAMES = 240
const FIGURES = 60
const BAR = 11
const GAP = 12
const HEAD = 64

/** Seen well on white and on black, whatever the page thinks that the reader prefers. */
const COLORS = ['#2f81f7', '#d4763b'] as const
const STYLE =
  'text{font:13px system-ui,sans-serif;fill:#737d88}.title{font-weight:600;font-size:15px}.figure{font-size:11px}' +
  'line{stroke:#737d88;stroke-width:1}'

/** A chart of horizontal bars as SVG. Its background is clear. */
export function barChart({ title, series, rows }: Chart): string {
  const most = Math.max(...rows.flatMap(({ values }) => values))
  const scale = (WIDTH - NAMES - FIGURES) / most
  const step = series.length * BAR + GAP
  const height = HEAD + rows.length * step
  const legend = series.map((name, index) => {
    const x = NAMES + index * 210
    return `${rect(x, 34, BAR, index)}${text(x + BAR + 6, 44, name)}`
  })
  const groups = rows.map(({ name, values }, row) => {
    const top = HEAD + row * step
    const bars = values.map((value, index) => {
      const y = top + index * BAR
      const figure = text(
        NAMES + value * scale + 5,
        y + BAR - 1,
        value.toFixed(value < 0.1 ? 3 : 2),
        'figure',
      )
      return rect(NAMES, y, Math.max(1, value * scale), index) + figure
    })
    const middle = top + (values.length * BAR) / 2 + 4
    return `${text(NAMES - 10, middle, name, 'name', 'end')}${bars.join('')}`
  })
  const one = NAMES + scale
  const mark = `<line x1="${one}" y1="${HEAD - 8}" x2="${one}" y2="${height - GAP}" stroke-dasharray="2 3"/>`
  return svg({ title, width: WIDTH, height, style: STYLE }, [
    text(NAMES, 20, title, 'title'),
    ...legend,
    mark,
    ...groups,
  ])
}

function rect(x: number, y: number, width: number, color: number): string {
  return `<rect x="${x}" y="${y}" width="${width.toFixed(1)}" height="${BAR - 1}" rx="1" fill="${COLORS[color]}"/>`
}

function text(x: number, y: number, content: string, kind = '', anchor = 'start'): string {
  return `<text x="${x.toFixed(1)}" y="${y}" class="${kind}" text-anchor="${anchor}">${escaped(content)}</text>`
}
