import { readFileSync, writeFileSync } from 'node:fs'
import { isObject } from '../core/document/references.ts'
import { type Finding, keyOf } from '../findings/finding.ts'
import { LoadError } from '../node/load.ts'

const FORMAT = 'miaosuan-mock/baseline'

/** The keys of findings that were there before. Throws a LoadError where the file has none. */
export function readBaseline(file: string): ReadonlySet<string> {
  const value = parse(file)
  if (!isObject(value) || value.format !== FORMAT || !Array.isArray(value.findings)) {
    throw new LoadError(`${file} is no baseline; write one with --update-baseline`)
  }
  return new Set(value.findings.map(String))
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const hint = code === 'ENOENT' ? 'write it first with --update-baseline' : message
    throw new LoadError(`the baseline ${file} cannot be read: ${hint}`)
  }
}

/** Writes what was found, a line for each error, so that a diff of two baselines says what has changed. */
export function writeBaseline(file: string, findings: readonly Finding[]): void {
  const keys = findings.filter(({ severity }) => severity === 'error').map(keyOf)
  const written = { format: FORMAT, findings: keys.toSorted() }
  writeFileSync(file, `${JSON.stringify(written, null, 2)}\n`)
}

/** Findings of before are worth knowing and no failure. */
export function withBaseline(findings: readonly Finding[], known: ReadonlySet<string>): readonly Finding[] {
  return findings.map((finding) =>
    known.has(keyOf(finding)) ? { ...finding, severity: 'info', isKnown: true } : finding,
  )
}
