import { plain } from './names.ts'

/** Which part of a collection is asked for. */
export interface Window {
  readonly offset: number
  readonly size: number
  /** The page's number, as the request counts it; absent where it does not count pages. */
  readonly page?: number
}

type Role = 'size' | 'page' | 'offset' | 'cursor'

const ROLES: Readonly<Record<Role, ReadonlySet<string>>> = {
  size: new Set('limit perpage pagesize size take top first maxresults pagelimit maxitems'.split(' ')),
  page: new Set('page pageno pagenum pagenumber pageindex current currentpage'.split(' ')),
  offset: new Set('offset skip start startindex from startat'.split(' ')),
  cursor: new Set(
    'cursor after startingafter pagetoken nexttoken nextcursor marker continuationtoken'.split(' '),
  ),
}

const USUAL_SIZE = 10

/** Compiles the parameters of a list to a function that says which part of it a request wants. */
export function compilePaging(
  parameters: readonly { readonly name: string; readonly usual: unknown }[],
): ((query: Readonly<Record<string, unknown>>, indexOf: (cursor: string) => number) => Window) | undefined {
  const named = (role: Role) => parameters.find(({ name }) => ROLES[role].has(plain(name)))
  const size = named('size')
  const page = named('page')
  const offset = named('offset')
  const cursor = named('cursor')
  if (page === undefined && offset === undefined && cursor === undefined && size === undefined)
    return undefined
  const firstPage = page?.usual === 0 ? 0 : 1
  return (query, indexOf) => {
    const count = whole(size && (query[size.name] ?? size.usual)) ?? USUAL_SIZE
    const asked = page && (whole(query[page.name]) ?? firstPage)
    if (asked !== undefined)
      return { offset: Math.max(0, asked - firstPage) * count, size: count, page: asked }
    const after = cursor && query[cursor.name]
    if (after !== undefined) return { offset: indexOf(String(after)), size: count }
    return { offset: whole(offset && query[offset.name]) ?? 0, size: count }
  }
}

/** What an envelope says of the part it holds, by the plain name of the property. */
export function pagingFacts(window: Window, total: number, count: number): ReadonlyMap<string, unknown> {
  const end = window.offset + count
  const pages = Math.max(1, Math.ceil(total / Math.max(1, window.size)))
  const facts: readonly (readonly [string, unknown])[] = [
    ['total totalcount totalelements totalitems totalresults totalrecords totalsize', total],
    ['count size numberofelements resultcount', count],
    ['pagesize perpage limit itemsperpage', window.size],
    [
      'page pageno pagenum pagenumber currentpage current',
      window.page ?? Math.floor(window.offset / Math.max(1, window.size)) + 1,
    ],
    ['offset skip start startindex', window.offset],
    ['totalpages pages pagecount lastpage', pages],
    ['hasmore hasnext hasnextpage', end < total],
    ['hasprevious haspreviouspage hasprev', window.offset > 0],
    ['last islast', end >= total],
    ['first isfirst', window.offset === 0],
    ['nextcursor nextpagetoken nexttoken cursor', end < total ? String(end) : null],
  ]
  return new Map(facts.flatMap(([names, fact]) => names.split(' ').map((name) => [name, fact] as const)))
}

function whole(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined
}
