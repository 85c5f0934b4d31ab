#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import { FORMAT_NAMES } from '../findings/format-names.ts'
import { LoadError } from '../node/load.ts'
import { PACKAGE } from '../node/package.ts'
import type { Running } from '../node/serve.ts'
import { hostList, plainArguments, portNumber, readBoolean, wholeNumber } from './arguments.ts'
import type { CheckCommand } from './check.ts'
import { type DiffCommand, withDiffOptions } from './diff.ts'
import { type PrismOptions, prismNotes, withoutPrism, withPrismOptions } from './prism.ts'
import { type ProxyCommand, readProxyOperands, withProxyOptions } from './proxy.ts'
import { type StartOptions, start } from './start.ts'
import { readVerifyOperands, type VerifyCommand, withVerifyOptions } from './verify.ts'

const { version, description } = JSON.parse(readFileSync(new URL('package.json', PACKAGE), 'utf8'))

const DOCUMENT = 'an OpenAPI document in YAML or JSON; without one, the API of this project'

const program = withServeOptions(new Command('miaosuan-mock'))
  .description(description)
  .version(version)
  .helpOption('--help', 'show this help')
  .usage('[options] [document]')
  .argument('[document]', DOCUMENT)
  .action(run)
  .enablePositionalOptions()
  .showHelpAfterError('(--help shows what there is)')

withPrismOptions(withServeOptions(program.command('mock', { hidden: true })))
  .helpOption('--help')
  .argument('[document]', DOCUMENT)
  .action(run)

withProxyOptions(program.command('proxy')).action(
  async (upstream: string, document: string | undefined, options: ProxyCommand) => {
    const { runProxy } = await import('./run-proxy.ts')
    await orExplain(() => runProxy(readProxyOperands([upstream, document]), options), 2)
  },
)

addCheck(program)

withVerifyOptions(program.command('verify')).action(
  (base: string, document: string | undefined, options: VerifyCommand) =>
    orExplain(async () => {
      const { runVerify } = await import('./run-verify.ts')
      process.exitCode = await runVerify(readVerifyOperands(base, document), options)
    }, 2),
)

withDiffOptions(program.command('diff')).action((before: string, after: string, options: DiffCommand) =>
  orExplain(async () => {
    const { runDiff } = await import('./run-diff.ts')
    process.exitCode = runDiff(before, after, options)
  }, 2),
)

await program.parseAsync(plainArguments(process.argv.slice(2), program), { from: 'user' })

/** The options of serving, in Prism's letters where Prism has the same, so that its users change the name alone. */
function withServeOptions(command: Command): Command {
  return command
    .option('-p, --port <number>', 'where to listen; 0 picks a free port', portNumber, 8090)
    .option('-h, --host <address>', 'which address to listen on', '127.0.0.1')
    .option('-s, --seed <text>', 'another seed, another world of data', '1')
    .option('--locale <name>', 'the words of generated data: en, zh_CN or any locale of faker, such as ja')
    .option('-d, --dynamic [boolean]', 'generate data even where there is an example', readBoolean, false)
    .addOption(
      new Option('--error-status <how>', 'send errors with their HTTP status, or all as 200 with a code')
        .choices(['http', '200'])
        .default('http'),
    )
    .option('--delay <milliseconds>', 'wait before each answer', wholeNumber, 0)
    .option('--cors [boolean]', 'let pages of any origin call the mock', readBoolean, true)
    .addOption(new Option('--no-cors').hideHelp())
    .option('--pages [boolean]', 'the pages beside the API: /, /docs and /__mock', readBoolean, true)
    .addOption(new Option('--no-pages').hideHelp())
    .addOption(
      new Option('--allow-host <hosts>', 'names beyond this machine by which the pages may be opened')
        .default([], 'none')
        .argParser(hostList),
    )
    .option('--watch [boolean]', 'read the document again when one of its files changes', readBoolean, true)
    .addOption(new Option('--no-watch').hideHelp())
    .addOption(
      new Option(
        '--callbacks [hosts]',
        'call back as the document declares: this machine, and hosts named here',
      )
        .preset('')
        .argParser(hostList),
    )
    .addOption(
      new Option('--log <format>', 'one line a request')
        .choices(['pretty', 'json', 'silent'])
        .default('pretty'),
    )
}

/** Mistakes on the command line are told apart from documents that do not hold: 2, and not 1. */
function addCheck(command: Command): void {
  command
    .command('check')
    .description('prove a document: structure, schemas, examples, every answer, fixtures, patterns')
    .helpOption('--help', 'show this help')
    .argument('[document]', 'an OpenAPI document in YAML or JSON; without one, the API of this project')
    .addOption(
      new Option('--format <format>', 'how to print what was found').choices(FORMAT_NAMES).default('pretty'),
    )
    .option('--seeds <number>', 'how many worlds of data each answer is asked for', seedCount, 5)
    .option('--strict', 'fail on warnings too', false)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (file: string | undefined, options: CheckCommand) => {
      const { runCheck } = await import('./check.ts')
      process.exitCode = await runCheck(file, options)
    })
}

function run(file: string | undefined, options: StartOptions & PrismOptions): Promise<void> {
  for (const note of prismNotes(options)) process.stderr.write(`${note}\n`)
  return orExplain(async () => closeOnSignal(await start(file, withoutPrism(options))))
}

/** What a document or an argument is wrong in is a message to its writer, and not a fault of this program. */
async function orExplain(work: () => Promise<void>, exitCode = 1): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof LoadError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = exitCode
  }
}

/** The first signal lets requests under way end; a second one does not wait for them. */
function closeOnSignal(running: Running): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => running.close())
  }
}

function seedCount(text: string): number {
  const count = wholeNumber(text)
  if (count < 1) throw new InvalidArgumentError('It takes a whole number, 1 or more.')
  return count
}
