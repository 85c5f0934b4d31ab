import type { Command } from 'commander'

/** The options of `import`, read and checked. */
export interface ImportCommand {
  readonly output?: string
  readonly host?: string
  readonly force: boolean
}

export function withImportOptions(command: Command): Command {
  return command
    .description('make a starting document of a Postman Collection or of a HAR that a browser has recorded')
    .helpOption('--help', 'show this help')
    .argument('<file>', 'a Postman Collection v2.0 or v2.1, or an HTTP Archive')
    .option('-o, --output <file>', 'write there; by default to standard output')
    .option('--host <name>', 'the host whose requests are taken; by default the one with most JSON')
    .option('--force', 'overwrite the file that is there', false)
}
