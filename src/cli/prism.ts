import { type Command, Option } from 'commander'
import { readBoolean } from './arguments.ts'
import type { LogFormat } from './log.ts'

/** The options that Prism has and this command needs no more, so that its users change the name alone. */
export interface PrismOptions {
  readonly multiprocess?: boolean
  readonly ignoreExamples?: boolean
  readonly verboseLevel?: string
}

/** Adds what Prism has under another name, or to ask for what is always so here. */
export function withPrismOptions(command: Command): Command {
  return command
    .option(
      '--errors [boolean]',
      'as in Prism: an answer that breaks the document is an error; here always',
      readBoolean,
    )
    .option(
      '-m, --multiprocess [boolean]',
      'as in Prism, and not needed: answers are a pure function, and one process is enough',
      readBoolean,
    )
    .option('--ignoreExamples [boolean]', 'as in Prism: --dynamic', readBoolean)
    .option(
      '--json-schema-faker-fillProperties [boolean]',
      'as in Prism, to leave out what no schema names; here always',
      readBoolean,
    )
    .addOption(
      new Option('-v, --verboseLevel <level>', 'as in Prism: silent is --log silent').choices([
        'fatal',
        'error',
        'warn',
        'info',
        'debug',
        'trace',
        'silent',
      ]),
    )
}

/** What a switch of Prism means that has no effect here; nothing where none was asked for. */
export function prismNotes({ multiprocess }: PrismOptions): readonly string[] {
  return multiprocess === true
    ? ['--multiprocess changes nothing: answers are a pure function, and one process is enough']
    : []
}

/** Options in the words of this project. */
export function withoutPrism<T extends { readonly dynamic: boolean; readonly log: LogFormat }>(
  options: T & PrismOptions,
): T {
  return {
    ...options,
    dynamic: options.dynamic || options.ignoreExamples === true,
    log: options.verboseLevel === 'silent' ? 'silent' : options.log,
  }
}
