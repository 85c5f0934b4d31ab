#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import { FORMAT_NAMES } from '../findings/format-names.ts'
import { LoadError } from '../node/load.ts'
import { PACKAGE } from '../node/package.ts'
import type { Running } from '../node/serve.ts'
import { plainArguments, wholeNumber } from './arguments.ts'
import type { CheckCommand } from './check.ts'
import { configure, documentOf, documentsOf, readEnvironment } from './configured.ts'
import { type DiffCommand, withDiffOptions } from './diff.ts'
import { type ImportCommand, withImportOptions } from './import.ts'
import { type PrismOptions, prismNotes, withoutPrism, withPrismOptions } from './prism.ts'
import { type ProxyCommand, readProxyOperands, withProxyOptions } from './proxy.ts'
import { type SampleCommand, withSampleOptions } from './sample.ts'
import { ALL_SETTINGS, withConfig, withSettings } from './settings.ts'
import { type StartOptions, start, startWorker } from './start.ts'
import { readVerifyOperands, type VerifyCommand, withVerifyOptions } from './verify.ts'
import { WORKER_VARIABLE } from './workers/messages.ts'

const { version, description } = JSON.parse(readFileSync(new URL('package.json', PACKAGE), 'utf8'))

/** A mistake on the command line of a command that tests is told apart from what it has found: 2, and not 1. */
const TESTS: ReadonlySet<string> = new Set(['check', 'diff', 'proxy', 'verify'])
let faultCode = 1

/** They are there before any configuration is. */
const UNCONFIGURED: ReadonlySet<string> = new Set(['init', 'import'])

const program = new Command('miaosuan-mock')
  .description(description)
  .version(version)
  .helpOption('--help', 'show this help')
  .usage('[options] [documents...]')
  .hook('preAction', (_, command) => {
    if (TESTS.has(command.name())) faultCode = 2
    return UNCONFIGURED.has(command.name()) ? undefined : configure(command)
  })
  .enablePositionalOptions()
  .showHelpAfterError('(--help shows what there is)')

withServing(program)
withServing(withPrismOptions(program.command('mock', { hidden: true }).helpOption('--help')))

withProxyOptions(program.command('proxy')).action(
  async (upstream: string, document: string | undefined, options: ProxyCommand, command: Command) => {
    const { runProxy } = await import('./run-proxy.ts')
    const operands = readProxyOperands([upstream, document])
    await runProxy(operands.upstream, documentOf(command, operands.document), options)
  },
)

addCheck(program)

program
  .command('init')
  .description('write a configuration, a starter document and fixtures into this folder; what is there stays')
  .helpOption('--help', 'show this help')
  .action(async () => {
    const { runInit } = await import('./init.ts')
    runInit('.')
  })

withVerifyOptions(program.command('verify')).action(
  async (base: string, document: string | undefined, options: VerifyCommand, command: Command) => {
    const { runVerify } = await import('./run-verify.ts')
    const operands = readVerifyOperands(base, documentOf(command, document)?.path)
    process.exitCode = await runVerify(operands, options)
  },
)

withDiffOptions(program.command('diff')).action(
  async (before: string, after: string, options: DiffCommand) => {
    const { runDiff } = await import('./run-diff.ts')
    process.exitCode = runDiff(before, after, options)
  },
)

withSampleOptions(program.command('sample')).action(
  async (operation: string, document: string | undefined, options: SampleCommand, command: Command) => {
    const { runSample } = await import('./run-sample.ts')
    await runSample(operation, documentOf(command, document), options)
  },
)

withImportOptions(program.command('import')).action(async (file: string, options: ImportCommand) => {
  const { runImport } = await import('./run-import.ts')
  runImport(file, options)
})

await orExplain(async () => {
  readEnvironment(process.env, (line) => process.stderr.write(`${line}\n`))
  await program.parseAsync(plainArguments(process.argv.slice(2), program), { from: 'user' })
})

function withServing(command: Command): Command {
  return withSettings(command, ALL_SETTINGS)
    .argument('[documents...]', 'OpenAPI documents, maybe with prefixes, as in api.yaml@/crm')
    .action(serveDocuments)
}

function addCheck(parent: Command): void {
  withConfig(parent.command('check'))
    .description('prove a document: structure, schemas, examples, every answer, fixtures, patterns')
    .helpOption('--help', 'show this help')
    .argument('[document]', 'an OpenAPI document in YAML or JSON; without one, the API of this project')
    .addOption(
      new Option('--format <format>', 'how to print what was found').choices(FORMAT_NAMES).default('pretty'),
    )
    .option('--seeds <number>', 'how many worlds of data each answer is asked for', seedCount, 5)
    .option('--strict', 'fail on warnings too', false)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (file: string | undefined, options: CheckCommand, command: Command) => {
      const { runCheck } = await import('./check.ts')
      process.exitCode = await runCheck(documentOf(command, file), options)
    })
}

async function serveDocuments(
  operands: readonly string[],
  options: StartOptions & PrismOptions,
  command: Command,
): Promise<void> {
  for (const note of prismNotes(options)) process.stderr.write(`${note}\n`)
  const documents = documentsOf(command, operands)
  if (process.env[WORKER_VARIABLE] !== undefined) return startWorker(documents, withoutPrism(options))
  closeOnSignal(await start(documents, withoutPrism(options)))
}

/** What a document or an argument is wrong in is a message to its writer, and not a fault of this program. */
async function orExplain(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof LoadError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = faultCode
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
