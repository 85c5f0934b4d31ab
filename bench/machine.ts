import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, release, type } from 'node:os'
import { pathOf } from './contender.ts'
import { canPin } from './process.ts'

/** What a result depends on beside the programs: a line to print before it. */
export function machine(): string {
  const pinned = canPin() ? 'server and load pinned to a core each' : 'nothing pinned to a core'
  const processor = `${availableParallelism()} × ${cpus()[0]?.model.trim()}`
  return `Node ${process.version}, ${processor}, ${type()} ${release()}, ${pinned}`
}

interface Package {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

/** The exact versions of what is compared. */
export function versions(): string {
  const own = readPackage('../package.json')
  const peers = readPackage('./package.json').dependencies
  const prism = own.devDependencies['@stoplight/prism-cli']
  const named = Object.entries({ '@stoplight/prism-cli': prism, ...peers }).map((pair) => pair.join(' '))
  return [`miaosuan-mock ${own.version} (${commit()})`, ...named].join(', ')
}

function readPackage(path: string): Package {
  return JSON.parse(readFileSync(pathOf(path), 'utf8'))
}

/** Empty where it is no clone. */
function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: pathOf('.'),
      encoding: 'utf8',
    }).trim()
  } catch {
    return 'not a clone'
  }
}
