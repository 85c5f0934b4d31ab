/** A pattern that is no regular expression. */
export class BadPattern extends Error {
  readonly pattern: string

  constructor(pattern: string, reason: string) {
    super(`the pattern ${JSON.stringify(pattern)} is no regular expression: ${reason}`)
    this.name = 'BadPattern'
    this.pattern = pattern
  }
}

/**
 * Reads a pattern with Unicode, as JSON Schema asks (6.3.3 and core 6.4), and where that refuses an escape that is
 * common in the wild (`\_`, `\-`), as plain ECMA-262. Throws a BadPattern where it is neither.
 */
export function toRegExp(pattern: string, flags = 'u'): RegExp {
  try {
    return new RegExp(pattern, flags)
  } catch {
    try {
      return new RegExp(pattern)
    } catch (error) {
      throw new BadPattern(pattern, reasonOf((error as Error).message))
    }
  }
}

/** `Invalid regular expression: /[/: Unterminated character class` says the pattern again. */
function reasonOf(message: string): string {
  return message.slice(message.lastIndexOf(': ') + 2)
}
