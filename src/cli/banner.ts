import { relative } from 'node:path'
import { styleText } from 'node:util'
import type { Mock } from '../index.ts'
import type { ServedDocument } from '../node/documents/served.ts'
import { curlOf } from '../node/snippets.ts'

/** What is served and where, with a request that can be pasted. */
export function banner(
  url: string,
  documents: readonly ServedDocument[],
  mock: Mock,
  hasPages: boolean,
): string {
  const [first] = mock.operations
  const sample = first && mock.sample(first)
  const link = (path: string, note: string) =>
    `  ${styleText('green', '➜')} ${styleText('cyan', url + path)}${note === '' ? '' : `  ${note}`}`
  const links =
    documents.length === 1
      ? linksOf(mock, hasPages)
      : [...documents.map(linkOf), ...linksOf(mock, hasPages).filter(([path]) => path !== '/openapi.yaml')]
  const lines = [
    '',
    ...documents.map(titleOf),
    '',
    ...links.map(([path, note]) => link(path, note)),
    ...(sample === undefined ? [] : ['', `  ${curlOf(url, sample)}`]),
    '',
  ]
  return `${lines.join('\n')}\n`
}

function titleOf({ loaded, prefix }: ServedDocument): string {
  const { file, document } = loaded()
  const { title = 'an API without a title', version = '' } =
    (document as { info?: { title?: string; version?: string } }).info ?? {}
  const where = prefix === '' ? '' : `  ${styleText('cyan', prefix)}`
  return `  ${styleText('bold', title)} ${version}  ${styleText('gray', relative('', file) || file)}${where}`
}

type Link = readonly [path: string, note: string]

/** One of several documents: what it answers under, and how much it has. */
function linkOf({ prefix, mock, loaded }: ServedDocument): Link {
  const { file } = loaded()
  return [prefix, `${counted(mock.operations.length)} of ${relative('', file) || file}`]
}

/** The pages by the paths that the API leaves them, and what is there without them. */
function linksOf(mock: Mock, hasPages: boolean): readonly Link[] {
  const count = counted(mock.operations.length)
  if (!hasPages)
    return [
      ['', count],
      ['/openapi.yaml', ''],
    ]
  const free = (path: string, own: string) => (hasPath(mock, path) ? own : path)
  return [
    ['', count],
    ...(hasPath(mock, '/') ? [['/__mock/home', '首页 home'] as const] : []),
    [free('/docs', '/__mock/docs'), '文档 documentation'],
    ['/__mock', '控制台 requests, scenarios, data'],
    ['/openapi.yaml', ''],
  ]
}

function hasPath(mock: Mock, path: string): boolean {
  return mock.handle({ method: 'GET', path, query: '', headers: {} }).source.name !== 'NO_PATH'
}

function counted(operations: number): string {
  return operations === 1 ? '1 operation' : `${operations} operations`
}
