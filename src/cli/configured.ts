import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import type { DocumentSetting } from '../configuration/documents.ts'
import { DOCUMENTS, readDocumentOperand } from '../configuration/documents.ts'
import { meaninglessVariables, unknownVariables } from '../configuration/environment.ts'
import { findConfiguration, readConfigurationFile } from '../configuration/file.ts'
import { Misfit } from '../configuration/kind.ts'
import { readValues } from '../configuration/read.ts'
import { variableOf } from '../configuration/settings.ts'
import { LoadError } from '../node/load.ts'

/** Takes variables out that say nothing, and tells those that nothing reads. */
export function readEnvironment(environment: NodeJS.ProcessEnv, tell: (line: string) => void): void {
  for (const name of meaninglessVariables(environment)) delete environment[name]
  for (const line of unknownVariables(environment)) tell(line)
}

/**
 * Gives a command what its configuration says and neither its arguments nor the environment do: those go before it, and
 * it goes before the defaults. Throws a LoadError where it is wrong.
 */
export async function configure(command: Command): Promise<void> {
  const named: string | undefined = command.opts().config
  const file = named ?? findConfiguration('.')
  if (file === undefined) return
  const values = readValues(await readConfigurationFile(file))
  for (const [key, value] of Object.entries(values)) {
    const isTaken = command.options.some((option) => option.attributeName() === key)
    const source = command.getOptionValueSource(key)
    if (isTaken && (source === undefined || source === 'default')) {
      command.setOptionValueWithSource(key, value, 'config')
    }
  }
  const { documents = [] } = values
  CONFIGURED.set(
    command,
    documents.map((one) => fromFolder(one, dirname(file))),
  )
}

const CONFIGURED = new WeakMap<Command, readonly DocumentSetting[]>()

/** The documents to serve: those named as operands, else in the environment, else in the configuration; maybe none. */
export function documentsOf(command: Command, operands: readonly string[]): readonly DocumentSetting[] {
  try {
    if (operands.length > 0)
      return operands.map((operand) => withConfigured(readDocumentOperand(operand), command))
    const variable = process.env[variableOf('documents')]
    if (variable !== undefined) return DOCUMENTS.read(variable)
  } catch (error) {
    if (error instanceof Misfit) throw new LoadError(error.message)
    throw error
  }
  return CONFIGURED.get(command) ?? []
}

/** A document that the configuration has too is what it says there, but for what the command line says of it. */
function withConfigured(document: DocumentSetting, command: Command): DocumentSetting {
  const known = CONFIGURED.get(command)?.find(({ path }) => path === resolve(document.path))
  return { ...known, ...document }
}

/** The one document of a command that takes one: as `documentsOf`, and refused where there are several. */
export function documentOf(command: Command, operand: string | undefined): DocumentSetting | undefined {
  const documents = documentsOf(command, operand === undefined ? [] : [operand])
  if (documents.length > 1) {
    const files = documents.map(({ path }) => path).join(', ')
    throw new LoadError(`there are several documents, ${files}; name one`)
  }
  return documents[0]
}

function fromFolder(document: DocumentSetting, folder: string): DocumentSetting {
  const { path, fixtures } = document
  return {
    ...document,
    path: resolve(folder, path),
    ...(typeof fixtures === 'string' && { fixtures: resolve(folder, fixtures) }),
  }
}
