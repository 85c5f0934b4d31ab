import { nearest } from '../nearest.ts'
import type { Preference } from '../preference/value.ts'
import type { FixtureRequest, Shown } from './fixture.ts'
import type { FixtureAnswered } from './fixture-answers.ts'
import type { NotRepresented } from './represented.ts'

/** Answers with a record of the showcase that is asked for by its name; what is no such record stays refused. */
export type AnswerExhibit = (
  refused: NotRepresented,
  parameters: FixtureRequest,
  preference: Preference,
  answer: (parameters: FixtureRequest, preference: Preference) => FixtureAnswered,
) => Exclude<FixtureAnswered, undefined>

/**
 * Records of the showcase can be asked for as examples are, whatever record a request is about. An example of the
 * document goes before a record of the same name, so this is asked when there is none.
 */
export function compileExhibits(showcase: readonly Shown[], operation: string): AnswerExhibit {
  const shown = new Map(showcase.filter((one) => one.operation === operation).map((one) => [one.name, one]))
  return (refused, parameters, preference, answer) => {
    const { example, ...rest } = preference
    if (refused.code !== 'NO_EXAMPLE' || example === undefined || shown.size === 0) return refused
    const exhibit = shown.get(example)
    if (exhibit === undefined) return withHint(refused, example, [...shown.keys()])
    return answer(askingFor(exhibit, parameters), rest) ?? refused
  }
}

/** The request with the parameters that show the record. */
function askingFor({ path, query, header }: Shown, parameters: FixtureRequest): FixtureRequest {
  return {
    ...parameters,
    path: { ...parameters.path, ...path },
    query: { ...parameters.query, ...query },
    header: { ...parameters.header, ...header },
  }
}

function withHint(refused: NotRepresented, name: string, names: readonly string[]): NotRepresented {
  const meant = nearest(name, names)
  return meant === undefined ? refused : { ...refused, detail: `${refused.detail}; or the record ${meant}?` }
}
