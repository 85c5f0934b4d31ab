import { headerValue } from '../message.ts'
import { PROBLEMS, type ProblemCode } from '../problem.ts'
import { isWithoutContent } from '../response/answer.ts'
import { isWithoutWish } from '../response/negotiation.ts'
import type { ProblemForm } from '../response/problem.ts'
import type { Usual } from '../response/responses.ts'
import type { Explained } from './explain.ts'
import type { ExplainedMediaType, ExplainedRepresentation, ExplainedStatus } from './explanation.ts'

const PREFLIGHT = 'a browser asks whether it may send a request to another origin'

type Told<Reason> = readonly [reason: Reason, why: string]

/** Why the answer has its status. */
export function explainStatus(explained: Explained): ExplainedStatus {
  const { declared, response, pointers } = explained
  const [reason, why] = statusReason(explained)
  const pointer = declared && pointers.response(declared.key)
  return {
    status: response.status,
    reason,
    why,
    ...(declared === undefined ? {} : { key: declared.key }),
    ...(pointer === undefined ? {} : { pointer }),
  }
}

function statusReason({ response, decisions }: Explained): Told<ExplainedStatus['reason']> {
  const { source, status } = response
  if (source.kind === 'preflight') return ['preflight', PREFLIGHT]
  if (source.kind === 'problem') {
    const { title } = PROBLEMS[source.name as ProblemCode]
    return ['problem', `${title}: ${FORMS[decisions.form ?? 'problem+json']}`]
  }
  if (decisions.operation === undefined)
    return ['options', 'OPTIONS is answered with the methods that there are']
  if (decisions.preference?.code !== undefined) return ['asked', `the status ${status} was asked for`]
  if (source.kind === 'fixture') return ['fixture', `the fixture answers with it about ${source.name}`]
  const usual = decisions.responses?.usual
  return usual === undefined
    ? ['undeclared', 'the document declares no response']
    : [usual.reason, USUAL[usual.reason]]
}

const FORMS: Readonly<Record<ProblemForm, string>> = {
  envelope: 'the project has a status and an envelope of its own for this',
  declared: 'the document declares a response for this',
  'problem+json': 'the mock tells this itself',
}

const USUAL: Readonly<Record<Usual['reason'], string>> = {
  success: 'it is the lowest success that the document declares',
  default: 'the document declares no success, and its default stands for 200',
  first: 'the document declares neither a success nor a default, and this is its first response',
}

/** Why the answer has its media type; `undefined` where it has no content. */
export function explainMediaType(
  explained: Explained,
  mediaType: string | undefined,
): ExplainedMediaType | undefined {
  if (mediaType === undefined) return undefined
  const { declared, representation, request, pointers } = explained
  const accept = headerValue(request.headers.accept)
  const [reason, why] = mediaTypeReason(explained, accept)
  const pointer = declared && representation && pointers.content(declared.key, representation.key)
  return {
    mediaType,
    reason,
    why,
    ...(representation === undefined ? {} : { key: representation.key }),
    ...(accept === undefined ? {} : { accept }),
    ...(pointer === undefined ? {} : { pointer }),
  }
}

function mediaTypeReason(
  { response, decisions, declared }: Explained,
  accept: string | undefined,
): Told<ExplainedMediaType['reason']> {
  if (response.source.kind === 'problem') return ['problem', FORMS[decisions.form ?? 'problem+json']]
  const { example } = decisions.preference ?? {}
  if (example !== undefined) return ['example', `the example ${example} is of this type`]
  if (accept !== undefined && declared?.negotiate(accept) === undefined) {
    return ['unacceptable', 'Accept takes none of what is declared, and an error is told all the same']
  }
  if (declared?.mediaTypes.length === 1) return ['only', 'the document declares no other']
  return accept === undefined || isWithoutWish(accept)
    ? ['usual', 'Accept leaves the choice, so JSON goes first, then the order of the document']
    : ['accept', 'of what is declared, Accept likes it best']
}

/** Why the answer has its body. */
export function explainRepresentation(explained: Explained): ExplainedRepresentation {
  const { kind, name, detail, violations } = explained.response.source
  const [reason, why, within] = representationReason(explained)
  const { declared, representation, pointers } = explained
  const pointer =
    declared && representation && within && pointers.content(declared.key, representation.key, ...within)
  return {
    kind,
    ...(name === undefined ? {} : { name }),
    reason,
    why,
    ...(detail === undefined ? {} : { detail }),
    ...(violations === undefined ? {} : { violations }),
    ...(pointer === undefined ? {} : { pointer }),
  }
}

type Within = readonly (string | number)[]

/** With the reason, where in the media type that was chosen the body comes from. */
function representationReason(
  explained: Explained,
): readonly [...Told<ExplainedRepresentation['reason']>, within?: Within] {
  const { kind, detail = '' } = explained.response.source
  if (kind === 'preflight') return ['preflight', PREFLIGHT]
  if (kind === 'problem') return ['problem', detail]
  if (kind === 'fixture') return fixtureReason(explained)
  if (kind === 'empty') return ['empty', emptyReason(explained)]
  return kind === 'example' ? exampleReason(explained) : [...generatedReason(explained), ['schema']]
}

function fixtureReason({ response, decisions }: Explained): Told<'asked' | 'fixture'> {
  const { example } = decisions.preference ?? {}
  return example === undefined
    ? ['fixture', `the project has data of its own, here ${response.source.name}`]
    : ['asked', `the record ${example} was asked for`]
}

function emptyReason({ response: { status }, declared, decisions }: Explained): string {
  if (decisions.operation === undefined) return 'the methods that there are stand in Allow'
  if (isWithoutContent(status)) return `${status} has no content`
  return declared === undefined
    ? 'the document declares no response'
    : `the document declares no content for ${declared.key}`
}

function exampleReason({
  representation,
  decisions,
}: Explained): readonly [...Told<'asked' | 'example'>, Within?] {
  const examples = representation?.examples() ?? []
  const example = decisions.preference?.example
  return example === undefined
    ? ['example', 'it is the first example that is valid', examples.find(({ isValid }) => isValid)?.path]
    : ['asked', `the example ${example} was asked for`, examples.find(({ name }) => name === example)?.path]
}

function generatedReason({
  representation,
  decisions,
}: Explained): Told<'asked' | 'option' | 'no-example' | 'invalid-examples'> {
  const { preferred, preference } = decisions
  if (preferred?.ok === true && preferred.preference.dynamic === true) {
    return ['asked', 'generated data was asked for']
  }
  if (preference?.dynamic === true) return ['option', 'the mock is set to generate data']
  return representation?.examples().length === 0
    ? ['no-example', 'the document has no example of it']
    : ['invalid-examples', 'all examples of it break their own schema']
}
