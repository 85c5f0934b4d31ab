import type { DeclaredOperation } from '../document/operations.ts'
import type { Preferred } from '../preference/preference.ts'
import type { Preference } from '../preference/value.ts'
import type { ToldForm } from '../response/problem.ts'
import type { Responses } from '../response/responses.ts'

/**
 * What was decided on the way to one answer, written down by the steps that decide. Nobody asks for it as a rule, and
 * then nothing is written.
 */
export interface Decisions extends ToldForm {
  /** The operations of the path, by method. */
  methods?: readonly DeclaredOperation[]
  operation?: DeclaredOperation
  /** The decoded texts of the parameters in its path, in order. */
  texts?: readonly string[]
  responses?: Responses
  preferred?: Preferred
  /** What counted in the end: with what the server prefers itself, without what the document no longer has. */
  preference?: Preference
  /** Whether the project has data of its own for the operation. */
  hasFixture?: boolean
}
