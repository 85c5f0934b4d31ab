#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import { LoadError } from '../node/load.ts'
import type { Running } from '../node/serve.ts'
import { type StartOptions, start } from './start.ts'

const { version, description } = JSON.parse(readFileSync(packageFile(), 'utf8'))

await new Command('miaosuan-mock')
  .description(description)
  .version(version)
  .argument('[document]', 'an OpenAPI document in YAML or JSON; without one, the API of this project')
  .option('-p, --port <number>', 'where to listen; 0 picks a free port', wholeNumber, 8090)
  .option('-h, --host <address>', 'which address to listen on', '127.0.0.1')
  .option('-s, --seed <text>', 'another seed, another world of data', '1')
  .addOption(
    new Option('--error-status <how>', 'send errors with their HTTP status, or all as 200 with a code')
      .choices(['http', '200'])
      .default('http'),
  )
  .option('--delay <milliseconds>', 'wait before each answer', wholeNumber, 0)
  .addOption(
    new Option('--log <format>', 'one line a request')
      .choices(['pretty', 'json', 'silent'])
      .default('pretty'),
  )
  .helpOption('--help', 'show this help')
  .showHelpAfterError('(--help shows what there is)')
  .action(run)
  .parseAsync()

async function run(file: string | undefined, options: StartOptions): Promise<void> {
  try {
    closeOnSignal(await start(file, options))
  } catch (error) {
    if (!(error instanceof LoadError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}

/** The first signal lets requests under way end, the second does not wait for them. */
function closeOnSignal(running: Running): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => running.close())
  }
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It takes a whole number, 0 or more.')
  return Number(text)
}

/** package.json stands two folders up from the source, and three from what is built of it. */
function packageFile(): URL {
  return new URL(
    import.meta.url.endsWith('.ts') ? '../../package.json' : '../../../package.json',
    import.meta.url,
  )
}
