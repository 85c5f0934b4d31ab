/** Each planted fault is named, at its place, and nothing else is. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkDocument } from '../../src/check/check.ts'
import { CODES } from '../../src/findings/code-table.ts'
import type { Finding } from '../../src/findings/finding.ts'
import { readDocument } from '../../src/node/load.ts'

interface PlantedFault {
  readonly name: string
  readonly document: string
  readonly files?: Readonly<Record<string, string>>
  readonly findings: readonly string[]
}

const faults = parse(readFileSync(new URL('faults.yaml', import.meta.url), 'utf8')) as readonly PlantedFault[]
const folder = mkdtempSync(join(tmpdir(), 'faults-'))
const found = new Set<string>()

afterAll(() => rmSync(folder, { recursive: true }))

test.each(faults)(
  '$name is found where it is, and nothing else is',
  async ({ document, files = {}, findings }) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    const file = join(folder, 'document.yaml')
    writeFileSync(file, document)
    const report = await checkDocument(readDocument(file), { seeds: 2 })
    expect(report.findings.map(placed)).toEqual(findings)
    for (const { code } of report.findings) found.add(code)
  },
)

function placed({ code, place }: Finding): string {
  const file = basename(place?.file ?? '')
  return `${code} ${file === 'document.yaml' ? '' : `${file}:`}${place?.line}:${place?.column}`
}

test('every code that a document can earn is earned by one of them', () => {
  const others = ['REQUEST_REFUSED', 'FIXTURE_INVALID', 'FIXTURE_UNKNOWN', 'SCHEMA_UNCOMPILABLE']
  const codes = Object.keys(CODES)
  const ofDocuments = codes.slice(0, codes.indexOf('FIXTURE_UNKNOWN') + 1) // the rest are of exchanges
  expect(ofDocuments.filter((code) => !found.has(code) && !others.includes(code))).toEqual([])
})
