import { createRequire } from 'node:module'
import type * as Yaml from 'yaml'
import { once } from '../../core/once.ts'

/** The package `yaml`, loaded when it is first needed: most documents are read without it, and it is a tenth of a start. */
export const yamlPackage = once((): typeof Yaml => createRequire(import.meta.url)('yaml'))
