import { type Compared, compare, type Side } from './compare.ts'
import { pathOf, prism, serving } from './contender.ts'
import type { Request } from './request.ts'
import { firstAnswer, type Start } from './startup.ts'
import { digits, type Effort, median, type Table } from './summary.ts'
import { versus } from './throughput.ts'

/** GitHub's description of its API: 13 MB, 1,200 operations. */
const DOCUMENT = pathOf('./node_modules/@octokit/openapi/generated/api.github.com.json')

const REPOSITORY: Request = {
  target: '/repos/octocat/Hello-World',
  headers: { Host: '127.0.0.1', Accept: 'application/json' },
  expected: '"full_name":"',
}

const mock = serving('miaosuan-mock', DOCUMENT)
const peer = prism('Prism', DOCUMENT)
const MEGABYTE = 1024 * 1024

/** The start with a large document, the memory that it takes, and an answer from it; against Prism. */
export async function measureGithub(effort: Effort): Promise<readonly Table[]> {
  const starts: { readonly mine: Start; readonly theirs: Start }[] = []
  for (let round = 0; round < effort.rounds; round++) {
    const mine = await firstAnswer(mock, REPOSITORY)
    starts.push({ mine, theirs: await firstAnswer(peer, REPOSITORY) })
  }
  const sides: readonly Side[] = [mock, peer].map((contender) => ({ contender, request: REPOSITORY }))
  const compared = await compare({ sides, ids: () => ({ same: 1 }) }, effort)
  return [tableOf(starts, compared)]
}

function tableOf(
  starts: readonly { readonly mine: Start; readonly theirs: Start }[],
  compared: Compared,
): Table {
  const ratios = (figure: keyof Start) => starts.map(({ mine, theirs }) => mine[figure] / theirs[figure])
  const both = (figure: keyof Start, unit: number) =>
    [starts.map(({ mine }) => mine[figure]), starts.map(({ theirs }) => theirs[figure])]
      .map((figures) => digits(median(figures) / unit))
      .join(' to ')
  const lines = [
    {
      name: 'start to first answer',
      figures: ratios('milliseconds'),
      cells: [`${both('milliseconds', 1000)} s`],
      target: { is: 'at most', value: 0.2 } as const,
    },
    {
      name: 'peak memory',
      figures: ratios('peak'),
      cells: [`${both('peak', MEGABYTE)} MB`],
      target: { is: 'at most', value: 0.4 } as const,
    },
    ...versus(compared, mock.name, peer.name),
  ]
  return {
    title: "GitHub's description, 13 MB and 1,200 operations: Prism is 1",
    columns: ['measured'],
    lines,
  }
}
