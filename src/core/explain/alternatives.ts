import { type Preference, preferenceText } from '../preference/value.ts'
import type { JudgedExample, Representation } from '../response/representation.ts'
import type { CompiledResponse } from '../response/response.ts'
import type { Responses } from '../response/responses.ts'
import type { Explained } from './explain.ts'
import type { Alternative } from './explanation.ts'

/** What there was besides the answer: what the document declares and the project has, and how to ask for it. */
export function alternativesOf(explained: Explained): readonly Alternative[] {
  const { decisions, response } = explained
  const { operation, responses, methods = [], hasFixture } = decisions
  if (operation === undefined) {
    return methods.map(({ method, pointer }) => ({ kind: 'method', name: method, pointer }))
  }
  if (responses === undefined) return []
  const isPassedOver = hasFixture === true && /^(?:example|generated|empty)$/.test(response.source.kind)
  return [
    ...(isPassedOver ? [{ kind: 'fixture', name: operation.id } as const] : []),
    ...otherStatuses(explained, responses),
    ...otherContent(explained, responses),
  ]
}

function otherStatuses({ declared, pointers }: Explained, responses: Responses): readonly Alternative[] {
  return responses.keys
    .filter((key) => key !== declared?.key)
    .map((key) => {
      const code = statusOf(key, responses)
      return {
        kind: 'status',
        name: key,
        ...optional('pointer', pointers.response(key)),
        ...(code === undefined ? {} : { ask: { prefer: preferenceText({ code }) } }),
      }
    })
}

/** Errors first, as a default is one more often than not. */
const STATUSES = [500, 400, 200, 300].flatMap((first) =>
  Array.from({ length: 100 }, (_, index) => first + index),
)

/** A status that a response is declared for: of a class its first, of the default one that no other has. */
function statusOf(key: string, responses: Responses): number | undefined {
  return STATUSES.find((status) => responses.select(status)?.key === key)
}

/** The response whose content was to choose from, and what leads to it. */
interface Wanted {
  readonly response: CompiledResponse
  readonly code: Preference
}

function wantedOf({ declared, response, decisions }: Explained, responses: Responses): Wanted | undefined {
  const usual = responses.usual?.status
  const isProblem = response.source.kind === 'problem'
  const status = isProblem ? (decisions.preference?.code ?? usual) : response.status
  const wanted = isProblem && status !== undefined ? responses.select(status) : declared
  return wanted === undefined
    ? undefined
    : { response: wanted, code: status === usual ? {} : { code: status } }
}

/** Other examples and media types of the response, and generated data in their place. */
function otherContent(explained: Explained, responses: Responses): readonly Alternative[] {
  const wanted = wantedOf(explained, responses)
  if (wanted === undefined) return []
  const { pointers, response } = explained
  const chosen = response.source.kind === 'problem' ? undefined : explained.representation
  const all = wanted.response.representations()
  const acceptOf = ({ mediaType }: Representation) => (all.length > 1 ? { accept: mediaType } : {})
  const isShown = response.source.kind === 'fixture' || response.source.kind === 'example'
  const place = (one: Representation, ...within: JudgedExample['path']) =>
    optional('pointer', pointers.content(wanted.response.key, one.key, ...within))
  const generated = (one: Representation): Alternative => ({
    kind: 'generated',
    name: one.key,
    ...place(one, 'schema'),
    ask: { prefer: preferenceText({ ...wanted.code, dynamic: true }), ...acceptOf(one) },
  })
  const mediaTypes = all.filter(({ key }) => chosen !== undefined && key !== chosen.key)
  return [
    ...all.flatMap((one) =>
      namedExamples(one)
        .filter((example) => !isChosen(example, one, explained))
        .map((example) => ({
          kind: 'example' as const,
          name: example.name,
          ...place(one, ...example.path),
          ask: { prefer: preferenceText({ ...wanted.code, example: example.name }), ...acceptOf(one) },
          ...(example.isValid ? {} : { isInvalid: true as const }),
        })),
    ),
    ...(chosen !== undefined && isShown ? [generated(chosen)] : []),
    ...mediaTypes.map((one) => ({
      kind: 'mediaType' as const,
      name: one.key,
      ...place(one),
      ask: { ...preferring(wanted.code), accept: one.mediaType },
    })),
  ]
}

/** The examples that can be asked for by name: of those that share one, the first. */
function namedExamples(representation: Representation): readonly JudgedExample[] {
  const examples = representation.examples().filter(({ path }) => path[0] !== 'schema')
  return examples.filter(({ name }, index) => examples.findIndex((one) => one.name === name) === index)
}

function isChosen(
  example: JudgedExample,
  one: Representation,
  { representation, response }: Explained,
): boolean {
  const { kind, name } = response.source
  return kind === 'example' && one.key === representation?.key && name === example.name
}

function preferring(preference: Preference): { readonly prefer?: string } {
  const prefer = preferenceText(preference)
  return prefer === '' ? {} : { prefer }
}

function optional<Key extends string>(key: Key, value: string | undefined): { readonly [K in Key]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]: string })
}
