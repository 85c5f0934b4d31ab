import { existsSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Fixtures } from '../index.ts'
import { PACKAGE } from '../node/package.ts'

/** The contract of this project, which is taken where no other document is named. */
export const OWN_DOCUMENT = fileURLToPath(new URL('openapi/openapi.yaml', PACKAGE))

/** The fixtures know the contract they were written for, and nothing of any other document. */
export async function fixturesFor(file: string): Promise<Fixtures | undefined> {
  const isOwn = existsSync(file) && realpathSync(file) === realpathSync(OWN_DOCUMENT)
  return isOwn ? (await import('../../fixtures/index.ts')).fixtures : undefined
}
