import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isObject } from '../core/document/references.ts'
import { LoadError } from '../node/load.ts'
import { keyOfSubject, type Recording, type UsedOperation } from './used.ts'

/**
 * Reads what reports tell of the use of operations: those of the proxy, and those that tests with a mock write. A folder
 * stands for all of its files of JSON. Throws a LoadError where one is none, or where a folder is empty.
 */
export function readRecordings(files: readonly string[]): Recording {
  const recording = new Map<string, Writable>()
  for (const file of files.flatMap(filesOf)) {
    for (const [title, rows] of tablesOf(file)) for (const row of rows) addRow(recording, title, row)
  }
  return recording
}

type Writable = {
  -readonly [Key in keyof UsedOperation]: UsedOperation[Key] extends number ? number : Map<string, number>
}

type Row = readonly (string | number)[]

/** The columns of a table before its last, which counts, as a key of the map that it goes into. */
const TABLES: Readonly<Record<string, Exclude<keyof UsedOperation, 'requests'>>> = {
  statuses: 'statuses',
  parameters: 'parameters',
  bodies: 'bodies',
  properties: 'properties',
  'enum values': 'values',
}

function addRow(recording: Map<string, Writable>, title: string, row: Row): void {
  const key = keyOfSubject(String(row[0]))
  const operation = recording.get(key) ?? unused()
  recording.set(key, operation)
  const count = Number(row.at(-1))
  if (title === 'operations') {
    operation.requests += count
    return
  }
  const name = TABLES[title]
  if (name === undefined) return
  const counts = operation[name]
  const within = row.slice(1, -1).join(' ')
  counts.set(within, (counts.get(within) ?? 0) + count)
}

function unused(): Writable {
  return {
    requests: 0,
    statuses: new Map(),
    parameters: new Map(),
    bodies: new Map(),
    properties: new Map(),
    values: new Map(),
  }
}

function filesOf(file: string): readonly string[] {
  try {
    if (!statSync(file).isDirectory()) return [file]
  } catch (error) {
    throw new LoadError(`the recording ${file} cannot be read: ${(error as Error).message}`)
  }
  const found = globSync('**/*.json', { cwd: file }).sort()
  if (found.length === 0)
    throw new LoadError(`the folder ${file} has no recording: no file in it ends with .json`)
  return found.map((name) => join(file, name))
}

function tablesOf(file: string): readonly (readonly [title: string, rows: readonly Row[]])[] {
  const report = parse(file)
  const tables = isObject(report) && report.format === 'miaosuan-mock/report' ? report.tables : undefined
  if (!Array.isArray(tables)) {
    throw new LoadError(
      `${file} is no recording: take the report.json of a proxy, or what useMock({ recording }) has written`,
    )
  }
  return tables.map(({ title, rows }) => [title, rows])
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new LoadError(`the recording ${file} cannot be read: ${(error as Error).message}`)
  }
}
