import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { pathOf } from './contender.ts'

const FOLDER = pathOf('.')

/**
 * Installs the peers where they are missing, as their lock file has them; scripts of packages are not run, since some
 * report to their makers. Throws where npm fails.
 */
export function installPeers(): void {
  if (existsSync(pathOf('./node_modules/.package-lock.json'))) return
  process.stdout.write('installing the peers (600 MB) …\n')
  const { status } = spawnSync('npm ci --ignore-scripts --no-audit --no-fund', {
    cwd: FOLDER,
    shell: true,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('the peers could not be installed: npm ci in bench/ failed')
}
