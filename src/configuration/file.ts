import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { locateAll } from '../node/locate.ts'
import { LoadError, readSource, shown, UnreadableFile } from '../node/read.ts'

/** A configuration as it stands in its file. */
export interface WrittenConfiguration {
  readonly file: string
  readonly value: unknown
  /** Where something of it is written: `file:line:column`, or as much of that as is known. */
  place(pointer: string): string
}

const ENDINGS = ['ts', 'js', 'mjs', 'json', 'yaml', 'yml'] as const

/** What a configuration is called that nobody has to name. */
export const CONFIGURATION_FILES: readonly string[] = ENDINGS.map(
  (ending) => `miaosuan-mock.config.${ending}`,
)

/** The configuration of a folder; none where it has none. Throws a LoadError where it has several. */
export function findConfiguration(folder: string): string | undefined {
  const found = CONFIGURATION_FILES.filter((name) => existsSync(join(folder, name)))
  if (found.length > 1) {
    throw new LoadError(`there are ${found.join(' and ')}; keep one, or name one with --config`)
  }
  return found[0] === undefined ? undefined : join(folder, found[0])
}

/** Reads a configuration, whatever it is written in. Throws a LoadError where it cannot be read. */
export async function readConfigurationFile(file: string): Promise<WrittenConfiguration> {
  return /\.(?:json|ya?ml)$/.test(file) ? readData(file) : await runModule(file)
}

function readData(file: string): WrittenConfiguration {
  try {
    const source = readSource(file)
    return {
      file,
      value: source.value,
      place(pointer) {
        const { line, column } = locateAll(source, [pointer]).get(pointer) ?? { line: 1, column: 1 }
        return `${shown(file)}:${line}:${column}`
      },
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw new LoadError(`${shown(file)}: ${error.message}`)
    throw error
  }
}

/** Node itself runs TypeScript, by taking its types out. */
async function runModule(file: string): Promise<WrittenConfiguration> {
  const module = await importModule(file)
  if (module.default === undefined) {
    throw new LoadError(
      `${shown(file)}: it exports no configuration; write export default defineConfig({ … })`,
    )
  }
  return {
    file,
    value: module.default,
    place: (pointer) => `${shown(file)}${pointer === '' ? '' : `: ${pointer.slice(1).replaceAll('/', '.')}`}`,
  }
}

/** A module of the user. Throws a LoadError where it is not there, or fails by itself. */
export async function importModule(file: string): Promise<Readonly<Record<string, unknown>>> {
  if (!existsSync(file)) throw new LoadError(`${shown(file)}: there is no such file`)
  try {
    return await import(pathToFileURL(resolve(file)).href)
  } catch (error) {
    throw new LoadError(`${shown(file)}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
