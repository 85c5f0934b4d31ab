import type { Command } from 'commander'
import { LoadError } from '../node/load.ts'
import { readBoolean, wholeNumber } from './arguments.ts'
import type { LogFormat } from './log.ts'
import { withPrismOptions } from './prism.ts'
import { type TakenSettings, withSettings } from './settings.ts'

/** What a proxy stands between: where requests go, and the document they are held against. */
export interface ProxyOperands {
  readonly upstream: URL
  /** Absent: the contract of this project. */
  readonly document?: string
}

/** The options of `proxy`, read and checked. */
export interface ProxyCommand {
  readonly port: number
  readonly host: string
  readonly errors?: boolean
  readonly fallback: boolean
  readonly report?: string
  readonly baseline?: string
  readonly updateBaseline: boolean
  readonly allowRefused: boolean
  readonly timeout: number
  readonly keepHost: boolean
  readonly insecure: boolean
  readonly seed: string
  readonly locale?: string
  readonly dynamic: boolean
  readonly log: LogFormat
  readonly pages: boolean
  /** Names beyond those of this machine that the pages answer to. */
  readonly allowHost: readonly string[]
}

const TAKEN: TakenSettings = {
  port: true,
  host: true,
  pages: 'the pages under /__mock: what passes by, live',
  allowHost: true,
  seed: 'of what is mocked: another seed, another world of data',
  locale: 'of what is mocked: the words of generated data',
  dynamic: 'of what is mocked: generate data even where there is an example',
  log: 'one line a request, and what is wrong with it',
}

/** Adds the operands of `proxy`, in the order of this project and in Prism's, and its options. */
export function withProxyOptions(command: Command): Command {
  return withPrismOptions(withSettings(command, TAKEN))
    .description('hold a real back end against the document, while its clients use it')
    .helpOption('--help', 'show this help')
    .usage('[options] <upstream> [document]')
    .argument('<upstream>', 'where the real API answers, such as http://127.0.0.1:3000')
    .argument('[document]', 'an OpenAPI document; it may also go first, as in Prism')
    .option(
      '--fallback [boolean]',
      'mock what the back end does not have: 404, 405 and 501, or no back end at all',
      readBoolean,
      false,
    )
    .option('--report <folder>', 'write report.json, junit.xml and report.html at the end')
    .option('--baseline <file>', 'fail only on what is not in this file')
    .option('--update-baseline', 'write what was found into the file of --baseline, and do not fail', false)
    .option(
      '--allow-refused [boolean]',
      'warn only of requests that break the document and that the back end refuses with 4XX',
      readBoolean,
      false,
    )
    .option('--timeout <milliseconds>', 'how long the back end may be silent', wholeNumber, 30_000)
    .option('--keep-host [boolean]', "send the client's Host, and not the back end's own", readBoolean, false)
    .option('--insecure [boolean]', 'take any certificate of the back end', readBoolean, false)
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
