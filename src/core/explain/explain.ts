import type { Places } from '../document/places.ts'
import { findHeader } from '../headers.ts'
import { headerValue, type MockRequest, type MockResponse } from '../message.ts'
import { preferenceText } from '../preference/value.ts'
import type { Representation } from '../response/representation.ts'
import type { CompiledResponse, Selected } from '../response/response.ts'
import { templateNames } from '../routing/template.ts'
import { alternativesOf } from './alternatives.ts'
import type { Decisions } from './decisions.ts'
import type { ExplainedOperation, ExplainedPreference, Explanation } from './explanation.ts'
import { compilePointers, type Pointers } from './pointers.ts'
import { explainMediaType, explainRepresentation, explainStatus } from './reasons.ts'

/** An answer, and all that was decided on the way to it. */
export interface Explained {
  readonly request: MockRequest
  readonly response: MockResponse
  readonly decisions: Decisions
  /** The declared response that was answered with; absent where none was. */
  readonly declared: CompiledResponse | undefined
  /** The representation of it that was chosen. */
  readonly representation: Representation | undefined
  readonly pointers: Pointers
}

/** Tells why a request was answered so. What was answered and decided is taken from there and not decided again. */
export function explain(
  request: MockRequest,
  response: MockResponse,
  decisions: Decisions,
  places: Places,
): Explanation {
  const { method, path, query } = request
  const { source, delivery } = response
  const explained = explainedOf(request, response, decisions, places)
  const operation = explainOperation(decisions)
  const mediaType = explainMediaType(explained, findHeader(response.headers, 'content-type'))
  return {
    method,
    path,
    query,
    ...(operation === undefined ? {} : { operation }),
    preference: explainPreference(decisions, source.ignored ?? []),
    status: explainStatus(explained),
    ...(mediaType === undefined ? {} : { mediaType }),
    representation: explainRepresentation(explained),
    ...(source.seed === undefined ? {} : { seed: source.seed }),
    ...(delivery === undefined ? {} : { delivery }),
    alternatives: alternativesOf(explained),
  }
}

function explainedOf(
  request: MockRequest,
  response: MockResponse,
  decisions: Decisions,
  places: Places,
): Explained {
  const declared =
    decisions.form === 'problem+json' ? undefined : decisions.responses?.select(response.status)
  const selected = declared && selectedOf(declared, request, response, decisions)
  return {
    request,
    response,
    decisions,
    declared,
    representation: selected === undefined || 'ok' in selected ? undefined : selected,
    pointers: compilePointers(decisions.operation, places),
  }
}

/** The representation of the declared response that was chosen; each kind of answer has its own wishes. */
function selectedOf(
  declared: CompiledResponse,
  { headers }: MockRequest,
  { status, source: { kind } }: MockResponse,
  { form, preference = {} }: Decisions,
): Selected {
  const accept = headerValue(headers.accept)
  if (kind === 'fixture') return declared.negotiate(accept)
  if (kind === 'problem' && form === 'envelope') return declared.json() && declared.negotiate(undefined)
  if (kind === 'problem') return declared.select(accept, {}, true)
  return kind === 'empty' ? undefined : declared.select(accept, preference, status >= 400)
}

function explainOperation({ operation, texts = [] }: Decisions): ExplainedOperation | undefined {
  if (operation === undefined) return undefined
  const { id, method, template, pointer } = operation
  const path = Object.fromEntries(templateNames(template).map((name, index) => [name, texts[index] ?? '']))
  return { id, method, template, pointer, path }
}

function explainPreference(
  { preferred, preference = {} }: Decisions,
  ignored: readonly string[],
): ExplainedPreference {
  const isOurs = preferred?.ok === true
  const asked = isOurs
    ? Object.fromEntries(
        Object.entries(preference).filter(([name]) => Object.hasOwn(preferred.preference, name)),
      )
    : {}
  return { from: preferred?.from ?? 'none', asked, text: preferenceText(asked), ignored }
}
