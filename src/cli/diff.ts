import { type Command, Option } from 'commander'
import { FORMAT_NAMES, type FormatName } from '../findings/format-names.ts'

/** The options of `diff`, read and checked. */
export interface DiffCommand {
  readonly used: readonly string[]
  readonly failOn: 'breaking' | 'used' | 'none'
  readonly format: FormatName
  readonly report?: string
  readonly strict: boolean
}

export function withDiffOptions(command: Command): Command {
  return command
    .description('compare two documents: which changes break whom')
    .helpOption('--help', 'show this help')
    .usage('[options] <old> <new>')
    .argument('<old>', 'the document that consumers were written for')
    .argument('<new>', 'the document that they are to get')
    .option(
      '--used <file>',
      'what consumers use: a report of the proxy or a recording of tests, or a folder of them; may be repeated',
      list,
      [],
    )
    .addOption(
      new Option('--fail-on <what>', 'breaking changes, only those of what is used, or none')
        .choices(['breaking', 'used', 'none'])
        .default('breaking'),
    )
    .addOption(
      new Option('--format <format>', 'how to print what was found').choices(FORMAT_NAMES).default('pretty'),
    )
    .option('--report <folder>', 'write report.json, junit.xml and report.html there too')
    .option('--strict', 'fail on warnings too', false)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
}

function list(text: string, before: readonly string[]): readonly string[] {
  return [...before, text]
}
