#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import { LoadError } from '../node/load.ts'
import type { Running } from '../node/serve.ts'
import { PACKAGE } from './package.ts'
import { type StartOptions, start } from './start.ts'

const { version, description } = JSON.parse(readFileSync(new URL('package.json', PACKAGE), 'utf8'))

const program = withServeOptions(new Command('miaosuan-mock'))
  .description(description)
  .version(version)
  .helpOption('--help', 'show this help')
  .usage('[options] [document]')
  .showHelpAfterError('(--help shows what there is)')

withServeOptions(program.command('mock', { hidden: true }).helpOption('--help'))

await program.parseAsync()

/** The options of serving, in Prism's letters where Prism has the same, so that its users change the name alone. */
function withServeOptions(command: Command): Command {
  return command
    .argument('[document]', 'an OpenAPI document in YAML or JSON; without one, the API of this project')
    .option('-p, --port <number>', 'where to listen; 0 picks a free port', portNumber, 8090)
    .option('-h, --host <address>', 'which address to listen on', '127.0.0.1')
    .option('-s, --seed <text>', 'another seed, another world of data', '1')
    .option('--locale <name>', 'the words of generated data: en, zh_CN or any locale of faker, such as ja')
    .option('-d, --dynamic [boolean]', 'generate data even where there is an example', yesOrNo, false)
    .addOption(
      new Option('--error-status <how>', 'send errors with their HTTP status, or all as 200 with a code')
        .choices(['http', '200'])
        .default('http'),
    )
    .option('--delay <milliseconds>', 'wait before each answer', wholeNumber, 0)
    .option('--cors [boolean]', 'let pages of any origin call the mock', yesOrNo, true)
    .addOption(new Option('--no-cors').hideHelp())
    .option('--pages [boolean]', 'the pages beside the API: /, /docs and /__mock', yesOrNo, true)
    .addOption(new Option('--no-pages').hideHelp())
    .addOption(
      new Option('--allow-host <hosts>', 'names beyond this machine by which the pages may be opened')
        .default([], 'none')
        .argParser(hostList),
    )
    .option('--watch [boolean]', 'read the document again when one of its files changes', yesOrNo, true)
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
    .action(run)
}

async function run(file: string | undefined, options: StartOptions): Promise<void> {
  try {
    closeOnSignal(await start(file, options))
  } catch (error) {
    if (!(error instanceof LoadError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}

/** The first signal lets requests under way end; a second one does not wait for them. */
function closeOnSignal(running: Running): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => running.close())
  }
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It takes a whole number, 0 or more.')
  return Number(text)
}

/** `a.example,b.example:81`; without a value there is no host but this machine. */
function hostList(text: string): readonly string[] {
  const hosts = text.toLowerCase().split(',')
  if (hosts.some((host) => /[/\\]|\.(?:ya?ml|json)$/.test(host))) {
    throw new InvalidArgumentError('It takes hosts; name the document before it.')
  }
  return hosts.map((host) => host.trim()).filter((host) => host !== '')
}

function portNumber(text: string): number {
  const port = wholeNumber(text)
  if (port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return port
}

function yesOrNo(text: string): boolean {
  if (text !== 'true' && text !== 'false') throw new InvalidArgumentError('It takes true or false.')
  return text === 'true'
}
