/** Texts of documents and of strangers, made harmless for where they are shown. */

/** Characters that move a cursor, turn the direction of a text or are not seen at all; a lone half of a pair too. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** One line for a terminal: what would not be seen is written as its code point. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (char) => `\\u{${(char.codePointAt(0) as number).toString(16)}}`)
}

/** How many columns of a terminal a text takes: Chinese characters and emoji two, combining marks none. */
export function widthOf(text: string): number {
  let width = 0
  for (const char of text) width += widthOfCharacter(char)
  return width
}

function widthOfCharacter(char: string): number {
  if (char < '\u0300') return 1
  if (NONE.test(char)) return 0
  return WIDE.test(char) ? 2 : 1
}

const NONE = /^(?:[\p{Mn}\p{Me}\u200b-\u200f]|[\ufe00-\ufe0f])$/u

/** East Asian Wide and Fullwidth (UAX 11), by the blocks in which they stand, and pictures. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]$/u

/** Text in XML 1.0: markup is escaped, and what XML cannot hold (2.2: Char) is written as its code point. */
export function xmlText(text: string): string {
  return visibleInXml(text).replace(/[&<>"']/g, (char) => ENTITIES[char] as string)
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function visibleInXml(text: string): string {
  return text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, (char) => {
    return `\\u{${(char.codePointAt(0) as number).toString(16)}}`
  })
}

/** A count with its noun: `1 error`, `2 errors`. */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`
}
