import { basePaths, type DeclaredOperation } from '../../index.ts'
import type { Language } from './language.ts'
import type { Part } from './parts.ts'
import { WORDS } from './words.ts'

/** What Scalar is told, by the names of its own configuration, and the names that docs.js gives to what has none. */
export interface Settings {
  readonly url: string
  /** URLs relative to the folder of the pages. */
  readonly servers: readonly { readonly url: string; readonly description: string }[]
  readonly names: { readonly copy: string; readonly code: string }
  readonly [option: string]: unknown
}

/** By default it loads fonts from its makers' host, and offers to send the document there. */
const OFFLINE = {
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
  hideClientButton: true,
  persistAuth: false,
}

/** By default it sorts properties by name. */
const AS_WRITTEN = { orderSchemaPropertiesBy: 'preserve', orderRequiredPropertiesFirst: false }

/** A document with more operations is opened part by part, one with fewer is there to be read. */
const FEW_OPERATIONS = 10

/** What of a document a page shows, and where the page stands. */
export interface View {
  readonly language: Language
  /** The folder of the pages, and the root of the mock as seen from there: relative URLs. */
  readonly folder: string
  readonly root: string
  /** None where all is shown at once. */
  readonly parts: readonly Part[]
  /** The part that is shown; `undefined` for all. */
  readonly part: Part | undefined
}

/** `operations` are all of the document. */
export function referenceSettings(view: View, operations: readonly DeclaredOperation[]): Settings {
  const { language, folder, root, part } = view
  const { copy, code } = WORDS[language]
  const isShort = (part?.operations ?? operations).length <= FEW_OPERATIONS
  return {
    ...OFFLINE,
    ...AS_WRITTEN,
    url: `${folder}reference.json${part === undefined ? '' : `?part=${encodeURIComponent(part.name)}`}`,
    slug: 'openapi', // names sections in URLs
    servers: serversOf(language, operations, root),
    localization: { locale: language },
    documentDownloadType: 'none', // the bar has links, to the author's own text
    expandAllResponses: isShort,
    expandAllSchemaProperties: isShort,
    names: { copy, code },
  }
}

/**
 * The mock alone, never a host of the document: under the base paths that all operations have, as the real server
 * is asked, and at its root, where every operation answers.
 */
function serversOf(
  language: Language,
  operations: readonly DeclaredOperation[],
  root: string,
): Settings['servers'] {
  const lists = [...new Set(operations.map(({ servers }) => servers))].map(basePaths)
  const [first = [], ...others] = lists
  const shared = first.filter(
    (base) => base !== '' && !base.includes('{') && others.every((list) => list.includes(base)),
  )
  const { thisMock: description } = WORDS[language]
  return [...shared, ''].map((base) => ({ url: root + base.slice(1), description }))
}
