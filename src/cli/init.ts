import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CONFIGURATION_FILES } from '../configuration/file.ts'
import { LoadError } from '../node/load.ts'
import { starterConfiguration, starterDocument, starterFixtures } from './starter.ts'

/** Writes what a project needs to begin, and says what it wrote. Nothing that is there is touched. */
export function runInit(folder: string): void {
  const isTyped = existsSync(join(folder, 'tsconfig.json'))
  const ending = isTyped ? 'ts' : 'mjs'
  const fixtures = `mock/fixtures.${ending}`
  const document = 'mock/openapi.yaml'
  const config = CONFIGURATION_FILES.find((name) => existsSync(join(folder, name)))
  const lines = [
    writeNew(folder, document, starterDocument),
    writeNew(folder, fixtures, starterFixtures(isTyped)),
    config === undefined
      ? writeNew(folder, `miaosuan-mock.config.${ending}`, starterConfiguration(isTyped, document, fixtures))
      : kept(config),
  ]
  const next = config === undefined ? '' : `, once ${config} names ${document} and ${fixtures}`
  process.stdout.write(
    `${lines.join('\n')}\n\nnow start it: npx miaosuan-mock${next}\nor prove it: npx miaosuan-mock check\n`,
  )
}

/** A file that comes to be between a look and the writing is not overwritten either. */
function writeNew(folder: string, name: string, text: string): string {
  const file = join(folder, name)
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { flag: 'wx' })
    return `wrote ${name}`
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && existsSync(file)) return kept(name)
    throw new LoadError(`${name} cannot be written: ${message}`)
  }
}

function kept(name: string): string {
  return `kept  ${name}, which was there`
}
