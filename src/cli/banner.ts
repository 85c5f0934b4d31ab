import { relative } from 'node:path'
import { styleText } from 'node:util'
import type { Mock } from '../index.ts'
import type { LoadedDocument } from '../node/load.ts'
import { curlOf } from './curl.ts'

/** What is served and where, with a request that can be pasted. */
export function banner(url: string, { file, document }: LoadedDocument, mock: Mock): string {
  const { title = 'an API without a title', version = '' } =
    (document as { info?: { title?: string; version?: string } }).info ?? {}
  const [first] = mock.operations
  const lines = [
    '',
    `  ${styleText('bold', title)} ${version}  ${styleText('gray', relative('', file) || file)}`,
    '',
    `  ${styleText('green', '➜')} ${styleText('cyan', url)}  ${counted(mock.operations.length)}`,
    `  ${styleText('green', '➜')} ${styleText('cyan', `${url}/docs`)}`,
    `  ${styleText('green', '➜')} ${styleText('cyan', `${url}/openapi.yaml`)}`,
    ...(first === undefined ? [] : ['', `  ${curlOf(url, first)}`]),
    '',
  ]
  return `${lines.join('\n')}\n`
}

function counted(operations: number): string {
  return operations === 1 ? '1 operation' : `${operations} operations`
}
