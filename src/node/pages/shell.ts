import { fileURLToPath } from 'node:url'
import type { RequestHandler } from 'express'
import { PACKAGE } from '../package.ts'

/** The folder of the pages: beside the source, and at the same place beside what is built of it. */
export const FOLDER = fileURLToPath(new URL('src/pages/', PACKAGE))

/** A page as it stands in its file. What it shows it asks for itself. */
export function page(name: string): RequestHandler {
  return (_, response) => response.sendFile(name, { root: FOLDER, cacheControl: false })
}
