import type { Rule } from '../checked.ts'
import { checkSatisfiable, checkValidators } from './compile.ts'
import { checkComponents } from './components.ts'
import { checkDiscriminators } from './discriminators.ts'
import { checkExamples } from './examples.ts'
import { checkFormats } from './formats.ts'
import { checkEffects, checkKeywords, checkLimits, checkRequired } from './keywords.ts'
import { checkLinks } from './links.ts'
import { checkOperationIds, checkOperations, checkTags } from './operations.ts'
import { checkPathParameters, checkReachability, checkTemplates } from './paths.ts'
import { checkPatterns } from './patterns.ts'
import { checkSecurity } from './security.ts'
import { checkServers } from './servers.ts'
import { checkDescriptions, checkReferenceSiblings } from './texts.ts'
import { checkDefaults, checkEnums } from './values.ts'

/** Everything that is looked at without asking the mock. */
export const RULES: readonly Rule[] = [
  checkPathParameters,
  checkReachability,
  checkTemplates,
  checkOperationIds,
  checkOperations,
  checkTags,
  checkSecurity,
  checkServers,
  checkLinks,
  checkComponents,
  checkDescriptions,
  checkReferenceSiblings,
  checkKeywords,
  checkEffects,
  checkLimits,
  checkRequired,
  checkEnums,
  checkDefaults,
  checkFormats,
  checkDiscriminators,
  checkPatterns,
  checkValidators,
  checkSatisfiable,
  checkExamples,
]
