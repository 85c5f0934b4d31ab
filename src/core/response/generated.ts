import { once } from '../once.ts'
import { UnsatisfiableSchema } from '../schema/generator.ts'
import type { Encodable, Encoding } from './encoding/encoding.ts'
import type { Occasion, Represented } from './represented.ts'

/** Compiles the data that a media type is answered with where no example is. */
export function compileGeneratedAnswers(
  { schema, tools }: Encodable,
  encoding: () => Encoding,
  sentAs: string,
): (occasion: Occasion) => Represented {
  const generate = once(() => encoding().generate ?? tools.generator(schema))
  const generateAsked = once(() =>
    encoding().generate === undefined ? tools.generated?.(schema) : undefined,
  )
  const makeValue = ({ random, asked }: Occasion): unknown => {
    const answerAsked = asked === undefined ? undefined : generateAsked()
    return asked === undefined || answerAsked === undefined ? generate()(random) : answerAsked(asked)
  }
  return (occasion) => {
    const sample = encoding().sample?.()
    if (sample !== undefined) return { ok: true, kind: 'generated', mediaType: sentAs, content: sample }
    try {
      const value = makeValue(occasion)
      const content = encoding().encode(value)
      return { ok: true, kind: 'generated', mediaType: content.mediaType ?? sentAs, content, value }
    } catch (error) {
      if (!(error instanceof UnsatisfiableSchema)) throw error
      return { ok: false, code: 'UNSATISFIABLE', detail: error.message }
    }
  }
}
