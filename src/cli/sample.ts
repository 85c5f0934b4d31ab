import { type Command, InvalidArgumentError, Option } from 'commander'
import { SAMPLE_FORMATS, type SampleFormat } from '../sample/format.ts'
import { wholeNumber } from './arguments.ts'
import { withSettings } from './settings.ts'

/** The options of `sample`, read and checked. */
export interface SampleCommand {
  readonly count: number
  readonly format?: SampleFormat
  readonly output?: string
  readonly pointer?: string
  readonly from?: string
  readonly seed: string
  readonly locale?: string
}

export function withSampleOptions(command: Command): Command {
  return withSettings(command, { seed: true, locale: true })
    .description(
      'write records of an operation for fixture files: its answers for one identity after another',
    )
    .helpOption('--help', 'show this help')
    .usage('[options] <operation> [document]')
    .argument('<operation>', 'its operationId, or "GET /path"')
    .argument('[document]', 'an OpenAPI document in YAML or JSON; without one, the API of this project')
    .option('--count <number>', 'how many records', count, 10)
    .addOption(
      new Option('--format <format>', 'by default what the name of the file ends in, else json').choices(
        SAMPLE_FORMATS,
      ),
    )
    .option('-o, --output <file>', 'write there; by default to standard output')
    .option(
      '--pointer <pointer>',
      'the part of an answer that is the record; by default the data of an envelope, else all',
      pointer,
    )
    .option('--from <id>', 'the first identity, such as 1 or C0001')
}

function count(text: string): number {
  const number = wholeNumber(text)
  if (number < 1) throw new InvalidArgumentError('It takes a whole number, 1 or more.')
  return number
}

function pointer(text: string): string {
  if (text === '' || text.startsWith('/')) return text
  throw new InvalidArgumentError('It takes a JSON Pointer, such as /data, or "" for all.')
}
