import type { Command } from 'commander'
import { LoadError } from '../node/load.ts'

/** What a proxy stands between: where requests go, and the document they are held against. */
export interface ProxyOperands {
  readonly upstream: URL
  /** Absent: the contract of this project. */
  readonly document?: string
}

/** Adds the operands of `proxy`, in the order of this project and in Prism's. */
export function withProxyOperands(command: Command): Command {
  return command
    .usage('[options] <upstream> [document]')
    .argument('<upstream>', 'where the real API answers, such as http://127.0.0.1:3000')
    .argument('[document]', 'an OpenAPI document; it may also go first, as in Prism')
}

/** Tells the upstream from the document: it is the one that is a URL. Throws a LoadError where none is, or both are. */
export function readProxyOperands(operands: readonly (string | undefined)[]): ProxyOperands {
  const given = operands.filter((operand) => operand !== undefined)
  const urls = given.filter((operand) => /^https?:\/\//i.test(operand))
  const [text] = urls
  if (text === undefined || urls.length > 1 || !URL.canParse(text)) {
    const what = urls.length > 1 ? 'two URLs; the document is a file' : given.join(' ')
    throw new LoadError(`proxy takes the URL of the real API, such as http://127.0.0.1:3000, and not ${what}`)
  }
  const document = given.find((operand) => operand !== text)
  return { upstream: new URL(text), ...(document === undefined ? {} : { document }) }
}

/** Not built yet, and says so: the one place for what is to stand here. */
export function runProxy({ upstream, document }: ProxyOperands): never {
  const instead = document === undefined ? '' : ` ${document}`
  throw new LoadError(
    `proxy is not part of this version yet, so nothing is sent to ${upstream}; \`miaosuan-mock mock${instead}\` answers from the document alone`,
  )
}
