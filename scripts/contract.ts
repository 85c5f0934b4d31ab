/**
 * Writes the contract beside the built fixtures: the document in the one form that every bundler reads, and its types as
 * users of openapi-typescript have them. Ours are read-only; openapi-fetch takes a read-only list for an object.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import openapiTypescript, { astToString } from 'openapi-typescript'
import { parse } from 'yaml'

const source = new URL('../openapi/openapi.yaml', import.meta.url)
const folder = new URL('../dist/openapi/', import.meta.url)

mkdirSync(folder, { recursive: true })
const document: unknown = parse(readFileSync(source, 'utf8'), { merge: true })
writeFileSync(new URL('openapi.json', folder), `${JSON.stringify(document)}\n`)
const types = await openapiTypescript(source, { rootTypes: true, rootTypesNoSchemaPrefix: true })
writeFileSync(new URL('openapi.d.ts', folder), astToString(types))
