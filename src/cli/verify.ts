import { type Command, InvalidArgumentError, Option } from 'commander'
import { FORMAT_NAMES, type FormatName } from '../findings/format-names.ts'
import { LoadError } from '../node/load.ts'
import { withConfig } from './settings.ts'

/** The options of `verify`, read and checked. */
export interface VerifyCommand {
  readonly header: readonly Pair[]
  readonly headerEnv: readonly Pair[]
  readonly parameter: readonly Pair[]
  readonly parameterEnv: readonly Pair[]
  readonly unsafe: boolean
  readonly filter: readonly string[]
  readonly concurrency: number
  readonly rate: number
  readonly timeout: number
  readonly seed: string
  readonly maxCases: number
  readonly format: FormatName
  readonly report?: string
  readonly strict: boolean
}

export type Pair = readonly [name: string, value: string]

export interface VerifyOperands {
  readonly base: URL
  /** Absent: the contract of this project. */
  readonly document?: string
}

export function withVerifyOptions(command: Command): Command {
  return withConfig(command)
    .description('test a running back end: valid requests are answered as declared, broken ones are refused')
    .helpOption('--help', 'show this help')
    .usage('[options] <base URL> [document]')
    .argument('<base>', 'where the back end answers, such as http://127.0.0.1:3000/api')
    .argument('[document]', 'an OpenAPI document in YAML or JSON; without one, the API of this project')
    .option('--header <name: value>', 'send this with every request; may be repeated', headers, [])
    .option('--header-env <name=VARIABLE>', 'the same, its value from the environment', pairs, [])
    .option('--parameter <name=value>', 'the value of a parameter, such as an id that exists', pairs, [])
    .option('--parameter-env <name=VARIABLE>', 'the same, its value from the environment', pairs, [])
    .option('--unsafe', 'send what changes data too: POST, PUT, PATCH, DELETE', false)
    .option('--filter <operation>', 'an operationId, a path or "GET /path"; * is anything', list, [])
    .option('--concurrency <number>', 'requests at the same time', between(1, 256), 4)
    .option('--rate <number>', 'requests in a second at most; 0 is no limit', between(0, 100_000), 0)
    .option('--timeout <milliseconds>', 'how long one answer may take', between(1, 3_600_000), 10_000)
    .option('--seed <text>', 'other generated values; the same seed, the same requests', '1')
    .option('--max-cases <number>', 'requests to one operation at most', between(1, 100_000), 200)
    .addOption(
      new Option('--format <format>', 'how to print what was found').choices(FORMAT_NAMES).default('pretty'),
    )
    .option('--report <folder>', 'write report.json, junit.xml and report.html there too')
    .option('--strict', 'fail on warnings too', false)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
}

/** Throws a LoadError where the address is none of an HTTP server. */
export function readVerifyOperands(text: string, document: string | undefined): VerifyOperands {
  const base = URL.canParse(text) ? new URL(text) : undefined
  if (base === undefined || !/^https?:$/.test(base.protocol)) {
    throw new LoadError(
      `verify takes the address of the back end, such as http://127.0.0.1:3000, and not ${text}`,
    )
  }
  if (base.search !== '' || base.hash !== '' || base.username !== '' || base.password !== '') {
    throw new LoadError(
      'the address of the back end is a path at most: give credentials with --header-env, and queries with --parameter',
    )
  }
  return { base, ...(document === undefined ? {} : { document }) }
}

function headers(text: string, before: readonly Pair[]): readonly Pair[] {
  const [, name, value] = /^\s*([\w!#$%&'*+.^`|~-]+)\s*:\s*(.*?)\s*$/s.exec(text) ?? []
  if (name === undefined || value === undefined || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    throw new InvalidArgumentError('It takes a header of one line, such as "user-id: 1".')
  }
  return [...before, [name.toLowerCase(), value]]
}

function pairs(text: string, before: readonly Pair[]): readonly Pair[] {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined) throw new InvalidArgumentError('It takes name=value.')
  return [...before, [name.trim(), value]]
}

function list(text: string, before: readonly string[]): readonly string[] {
  return [...before, text]
}

function between(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (number >= least && number <= most) return number
    throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`)
  }
}
