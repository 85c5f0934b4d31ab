import type { References } from '../../core/document/references.ts'
import { cleanName, templateNames } from '../../core/document/template-names.ts'
import { basePaths } from '../../core/routing/servers.ts'
import { parseTemplate, pathShape } from '../../core/routing/template.ts'
import type { Rule, Tell } from '../checked.ts'
import { type Placed, type PlacedItem, parametersIn, pathItems } from './path-items.ts'

/** Parameters of paths: those that are declared are those of the template, each once. */
export const checkPathParameters: Rule = (checked, tell) => {
  const { references } = checked.normalised
  for (const item of pathItems(checked)) {
    const shared = parametersIn(item, references)
    tellDuplicates(shared, tell)
    tellUnused(shared, item, tell)
    for (const operation of item.operations) {
      const own = parametersIn(operation, references)
      tellDuplicates(own, tell)
      tellUnused(own, item, tell)
    }
    tellUndeclared(item, shared, references, tell)
  }
}

/** One finding for a name, however many operations lack it: most often all do. */
function tellUndeclared(
  item: PlacedItem,
  shared: readonly Placed[],
  references: References,
  tell: Tell,
): void {
  for (const name of new Set(templateNames(item.template))) {
    const lacking = item.operations.filter((operation) => {
      const all = [...shared, ...parametersIn(operation, references)].filter(isInPath)
      return !all.some(({ object }) => cleanName(String(object.name)) === name)
    })
    if (lacking.length === 0) continue
    const methods = lacking.map(({ method }) => method).join(', ')
    const by = lacking.length === item.operations.length ? '' : ` by ${methods}`
    tell('PATH_PARAMETER_UNDECLARED', item.path, `the path parameter {${name}} is not declared${by}`)
  }
}

function isInPath({ object }: Placed): boolean {
  return object.in === 'path'
}

function tellUnused(parameters: readonly Placed[], { template }: PlacedItem, tell: Tell): void {
  const names = new Set(templateNames(template))
  for (const parameter of parameters.filter(isInPath)) {
    const name = String(parameter.object.name)
    if (names.has(name) || names.has(cleanName(name))) continue
    tell('PATH_PARAMETER_UNUSED', parameter.pointer, `the path ${template} has no {${name}}`)
  }
}

function tellDuplicates(parameters: readonly Placed[], tell: Tell): void {
  const seen = new Set<string>()
  for (const { object, pointer } of parameters) {
    const { in: location, name } = object
    const key = JSON.stringify([location, location === 'header' ? String(name).toLowerCase() : name])
    if (seen.has(key)) {
      tell('PARAMETER_DUPLICATE', pointer, `the ${location} parameter ${name} is in this list already`)
    }
    seen.add(key)
    if (location !== 'header' || !/^(?:accept|content-type|authorization)$/i.test(String(name))) continue
    tell('PARAMETER_IGNORED', pointer, `the header ${name} is no parameter (OpenAPI 3.1, 4.8.12.1)`)
  }
}

/** Paths of one shape: the first takes the requests of all. */
export const checkReachability: Rule = ({ operations }, tell) => {
  const first = new Map<string, string>()
  for (const { method, template, pointer, servers } of operations) {
    const { segments, conditions } = parseTemplate(template)
    const bases = basePaths(servers)
    const keys = (bases.length === 0 ? [''] : bases).map((base) =>
      JSON.stringify([method, base, pathShape(segments), conditions]),
    )
    const taken = keys.map((key) => first.get(key))
    if (taken.every((one) => one !== undefined)) {
      tell(
        'PATH_UNREACHABLE',
        pointer,
        `${method} ${template} is never reached: ${taken[0]} takes its requests`,
      )
    }
    for (const key of keys) if (!first.has(key)) first.set(key, template)
  }
}

export const checkTemplates: Rule = (checked, tell) => {
  for (const { template, path } of pathItems(checked)) {
    if (!/[?#]/.test(template.replace(/\{[^{}]*\}/g, ''))) continue
    tell('PATH_WITH_QUERY', path, `the path ${template} has a query or a fragment in it`)
  }
}
