import { writeFileSync } from 'node:fs'
import { importDocument } from '../import/import.ts'
import { LoadError } from '../node/load.ts'
import { readSource, shown, UnreadableFile } from '../node/read.ts'
import type { ImportCommand } from './import.ts'

/** Writes the document that a file tells of. Throws a LoadError where there is none, or a file would be overwritten. */
export function runImport(file: string, { output, host, force }: ImportCommand): void {
  const { yaml, notes } = importDocument(read(file), shown(file), host)
  for (const note of notes) process.stderr.write(`${note}\n`)
  if (output === undefined) process.stdout.write(yaml)
  else write(output, yaml, force)
}

function read(file: string): unknown {
  try {
    return readSource(file).value
  } catch (error) {
    if (error instanceof UnreadableFile) throw new LoadError(`${shown(file)}: ${error.message}`)
    throw error
  }
}

function write(output: string, text: string, force: boolean): void {
  try {
    writeFileSync(output, text, { flag: force ? 'w' : 'wx' })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new LoadError(`${output} is there; --force overwrites it`)
    throw new LoadError(`${output} cannot be written: ${message}`)
  }
  process.stderr.write(`wrote ${output}; now prove it: miaosuan-mock check ${output}\n`)
}
