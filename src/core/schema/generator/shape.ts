import type { Random } from '../../random.ts'

/** The characters of one kind, each to be replaced by one of its kind. */
const KINDS: readonly (readonly [test: RegExp, characters: readonly string[]])[] = [
  [/[0-9]/, [...'0123456789']],
  [/[a-f]/, [...'abcdef']],
  [/[g-z]/, [...'ghijkmnpqrstuvwxyz']],
  [/[A-Z]/, [...'ABCDEFGHJKLMNPQRSTUVWXYZ']],
]

export type MakeText = (random: Random, depth: number, record: Random) => string

/**
 * Texts that look as an example does and are others: `cus_4QFJOjw2` → `cus_8ZKMRaf5`. For identifiers, which
 * every record has its own of. A word before the first separator is kept.
 */
export function likeExample(
  examples: readonly string[],
  make: MakeText,
  fits: (text: string) => boolean,
): MakeText {
  const shapes = examples.filter((example) => /\d/.test(example) && example.length < 200)
  if (shapes.length === 0) {
    return examples.length === 0 ? make : (random) => random.pick(examples)
  }
  return (random, depth, record) => {
    const shaped = reshape(random.pick(shapes), random)
    return fits(shaped) ? shaped : make(random, depth, record)
  }
}

function reshape(example: string, random: Random): string {
  const prefix = /^(?:[A-Za-z]+[_\-:])+/.exec(example)?.[0] ?? ''
  return (
    prefix + example.slice(prefix.length).replace(/[0-9A-Za-z]/g, (character) => another(character, random))
  )
}

function another(character: string, random: Random): string {
  const kind = KINDS.find(([test]) => test.test(character))
  return kind === undefined ? character : random.pick(kind[1])
}
