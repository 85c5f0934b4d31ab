import { findPackageJSON } from 'node:module'
import { pathToFileURL } from 'node:url'

/** The folder of this package, whether it runs from its source, from what is built of it or as one file. */
export const PACKAGE = new URL('./', pathToFileURL(findPackageJSON(import.meta.url) as string))
