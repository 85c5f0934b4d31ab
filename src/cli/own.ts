import { existsSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { DocumentSetting } from '../configuration/documents.ts'
import { importModule } from '../configuration/file.ts'
import type { Fixtures } from '../index.ts'
import { LoadError } from '../node/load.ts'
import { PACKAGE } from '../node/package.ts'
import { shown } from '../node/read.ts'

/** The contract of this project, which is taken where no other document is named. */
export const OWN_DOCUMENT = fileURLToPath(new URL('openapi/openapi.yaml', PACKAGE))

/** What a document is served with: what is set for it, and for the contract of this project its own data. */
export async function fixturesFor({ path, fixtures }: DocumentSetting): Promise<Fixtures | undefined> {
  if (typeof fixtures === 'object') return fixtures
  if (fixtures !== undefined) return importFixtures(fixtures)
  const isOwn = existsSync(path) && realpathSync(path) === realpathSync(OWN_DOCUMENT)
  return isOwn ? (await import('../../fixtures/index.ts')).fixtures : undefined
}

async function importFixtures(file: string): Promise<Fixtures> {
  const module = await importModule(file)
  const fixtures = module.fixtures ?? module.default
  if (typeof fixtures === 'object' && fixtures !== null && 'operations' in fixtures)
    return fixtures as Fixtures
  throw new LoadError(
    `${shown(file)}: it exports no fixtures; write export const fixtures = { operations: { … } }`,
  )
}
