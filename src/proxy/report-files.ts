import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { FORMATS, type FormatOptions } from '../findings/formats.ts'
import { formatHtml } from '../findings/html.ts'
import type { Report } from '../findings/report.ts'
import { LoadError } from '../node/load.ts'

/** The files of a report, by their names. */
const FILES = { 'report.json': FORMATS.json, 'junit.xml': FORMATS.junit, 'report.html': formatHtml }

/** Makes the folder of a report. Throws a LoadError where nothing can be written into it: that is told before the run. */
export function prepareFolder(folder: string): void {
  const probe = join(folder, `.writable-${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(probe, '')
    rmSync(probe)
    for (const name of Object.keys(FILES)) checkWritable(join(folder, name))
  } catch (error) {
    throw new LoadError(`no report can be written into ${folder}: ${(error as Error).message}`)
  }
}

/** Looks whether a file that is to be written at the end can be. Throws a LoadError where not. */
export function prepareFile(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    accessSync(dirname(file), constants.W_OK)
    checkWritable(file)
  } catch (error) {
    throw new LoadError(`${file} cannot be written: ${(error as Error).message}`)
  }
}

function checkWritable(file: string): void {
  try {
    accessSync(file, constants.W_OK)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** Writes a report in every form, and gives the path of the page. */
export function writeReport(folder: string, report: Report, options: FormatOptions): string {
  for (const [name, format] of Object.entries(FILES)) {
    writeFileSync(join(folder, name), format(report, options))
  }
  return join(folder, 'report.html')
}
