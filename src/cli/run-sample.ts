import { createWriteStream } from 'node:fs'
import { extname } from 'node:path'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { DocumentSetting } from '../configuration/documents.ts'
import { DocumentError } from '../index.ts'
import { describeFaults, LoadError, loadDocument } from '../node/load.ts'
import { loadWords } from '../node/locale.ts'
import { SAMPLE_FORMATS, type SampleFormat } from '../sample/format.ts'
import { sampleTexts } from '../sample/sample.ts'
import { writeAll } from '../sample/write.ts'
import { fixturesFor, OWN_DOCUMENT } from './own.ts'
import { createProgress } from './progress.ts'
import type { SampleCommand } from './sample.ts'

/** Writes the records of an operation. Throws a LoadError where there are none, or the file cannot be written. */
export async function runSample(
  operation: string,
  document: DocumentSetting = { path: OWN_DOCUMENT },
  { count, output, format = formatOf(output), pointer, from, seed, locale }: SampleCommand,
): Promise<void> {
  const loaded = loadDocument(document.path)
  const fixtures = await fixturesFor(document)
  const words = locale === undefined ? undefined : await loadWords(locale)
  const world = { seed: String(document.seed ?? seed), fixtures, words, from }
  try {
    const texts = sampleTexts(loaded.document, { ...world, operation, count, format, pointer })
    await writeWithProgress(texts, count, output)
  } catch (error) {
    if (error instanceof DocumentError) throw new LoadError(describeFaults(loaded, error.faults))
    throw error
  }
}

async function writeWithProgress(texts: Generator<string>, count: number, output?: string): Promise<void> {
  const first = texts.next() // what is wrong is found before a file is touched
  const all = (function* () {
    if (first.done !== true) yield first.value
    yield* texts
  })()
  const progress = createProgress(process.stderr, 'sample')
  const stream = output === undefined ? process.stdout : createWriteStream(output)
  try {
    await writeTo(stream, all, (done) => progress.update(done, count))
  } catch (error) {
    if (isNoLongerRead(error, output)) return
    throw isOfSystem(error)
      ? new LoadError(`${output ?? 'standard output'} cannot be written: ${error.message}`)
      : error
  } finally {
    progress.end()
  }
}

async function writeTo(
  stream: Writable,
  texts: Iterable<string>,
  onWritten: (texts: number) => void,
): Promise<void> {
  const failed = Promise.withResolvers<never>()
  stream.once('error', failed.reject)
  await Promise.race([writeAll(texts, stream, onWritten), failed.promise])
  if (stream === process.stdout) return
  stream.end()
  await finished(stream)
}

/** Whoever reads has enough, as `head` has after ten lines. */
function isNoLongerRead(error: unknown, output: string | undefined): boolean {
  return output === undefined && (error as NodeJS.ErrnoException).code === 'EPIPE'
}

function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

function formatOf(output: string | undefined): SampleFormat {
  const ending = output === undefined ? '' : extname(output).slice(1).toLowerCase()
  return SAMPLE_FORMATS.find((one) => one === ending) ?? (ending === 'jsonl' ? 'ndjson' : 'json')
}
