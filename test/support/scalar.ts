import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'vitest'

/** What the installation says of Scalar's script. */
export const MANIFEST = fileURLToPath(new URL('../../assets/docs/bundle.json', import.meta.url))

const isThere = existsSync(MANIFEST)
if (!isThere) console.warn('tests of Scalar’s script are skipped: npm run docs-ui brings it')

/** A test of pages that are drawn, skipped where an installation without a network left out what draws them. */
export function withScalar(one: typeof test.skip): typeof test.skip {
  return isThere || process.env.REQUIRE_BROWSER ? one : test.skip
}
