import { FILES_KEY } from '../../core/document/bundle.ts'
import { isObject } from '../../core/document/references.ts'
import type { JsonObject } from '../../core/document/walk.ts'
import type { DeclaredOperation } from '../../index.ts'
import { withReachable } from './reachable.ts'

/** A part of a large document: the operations of one tag, or of paths that begin alike where there is no tag. */
export interface Part {
  readonly name: string
  readonly operations: readonly DeclaredOperation[]
}

/** In the order of the document. */
export function partsOf(operations: readonly DeclaredOperation[]): readonly Part[] {
  const parts = Map.groupBy(operations, (operation) => tagsOf(operation)[0] ?? firstSegment(operation))
  return [...parts].map(([name, own]) => ({ name, operations: own }))
}

function tagsOf({ object: { tags } }: DeclaredOperation): readonly string[] {
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : []
}

function firstSegment({ template }: DeclaredOperation): string {
  return `/${template.split('/')[1]}`
}

/** What a part has only as far as its operations refer to it. `x-webhooks` is their name before OpenAPI 3.1. */
const SHARED = ['components', 'definitions', 'parameters', 'responses', 'webhooks', 'x-webhooks', FILES_KEY]

/** Where a part keeps what is referred to within paths, as bundlers write it: under `paths` it would be shown. */
const PATHS_KEY = 'x-paths'

/** The document with the operations of a part, and what they refer to. */
export function documentOf({ operations }: Part, document: JsonObject): JsonObject {
  const source = withMovedPaths(document)
  const tags = new Set(operations.flatMap(tagsOf))
  const start = {
    ...Object.fromEntries(
      Object.entries(source).filter(([key]) => !SHARED.includes(key) && key !== PATHS_KEY),
    ),
    tags: [source.tags].flat().filter((tag) => isObject(tag) && tags.has(String(tag.name))),
    paths: pathsOf(operations, isObject(source.paths) ? source.paths : {}),
  }
  return withReachable(start, source, ['#/components/securitySchemes'])
}

function withMovedPaths(document: JsonObject): JsonObject {
  const text = JSON.stringify(document)
  if (!text.includes('"#/paths/')) return document
  const moved = JSON.parse(text.replaceAll('"#/paths/', `"#/${PATHS_KEY}/`)) as JsonObject
  return { ...moved, [PATHS_KEY]: moved.paths }
}

function pathsOf(operations: readonly DeclaredOperation[], paths: JsonObject): JsonObject {
  const byTemplate = Map.groupBy(operations, ({ template }) => template)
  const own = Object.entries(paths).flatMap(([path, item]) => {
    const some = byTemplate.get(path.startsWith('/') ? path : `/${path}`)
    return some === undefined ? [] : [[path, isObject(item) ? itemOf(item, some) : item]]
  })
  return Object.fromEntries(own)
}

const METHODS = /^(?:get|put|post|delete|options|head|patch|trace|query)$/

function itemOf(item: JsonObject, operations: readonly DeclaredOperation[]): JsonObject {
  const own = new Set(operations.map(({ method }) => method.toLowerCase()))
  return Object.fromEntries(Object.entries(item).filter(([key]) => !METHODS.test(key) || own.has(key)))
}
