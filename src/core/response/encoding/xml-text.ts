/** The characters of XML 1.0 (fifth edition): 2.2 for text, 2.3 for names. */

const START =
  'A-Za-z_\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}\\u{200d}'
const START_BEYOND =
  '\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}'
const INNER = '\\-.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}\\u{2040}'

const NOT_A_START = new RegExp(`^[^${START}${START_BEYOND}]`, 'u')
const NOT_IN_A_NAME = new RegExp(`[^:${START}${START_BEYOND}${INNER}]`, 'gu')
const NOT_A_CHARACTER = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** The nearest name that XML allows: `@type` is `_type`, `1st` is `_1st`. At most one colon, for a prefix. */
export function toXmlName(text: string): string {
  const [prefix = '', ...rest] = text.replace(NOT_IN_A_NAME, '_').split(':')
  return rest.length === 0 || prefix === ''
    ? started(prefix + rest.join('_'))
    : `${started(prefix)}:${started(rest.join('_'))}`
}

function started(name: string): string {
  return name === '' || NOT_A_START.test(name) ? `_${name}` : name
}

/** What XML has no character for, such as a control character, is U+FFFD. */
export function escapeText(text: string): string {
  return text.replace(NOT_A_CHARACTER, '\ufffd').replace(/[&<>\r]/g, (char) => ESCAPES[char] as string)
}

/** White space is kept as references: a parser would make spaces of it (XML 1.0, 3.3.3). */
export function escapeAttribute(text: string): string {
  return text.replace(NOT_A_CHARACTER, '\ufffd').replace(/[&<>"\t\n\r]/g, (char) => ESCAPES[char] as string)
}

export function toCdata(text: string): string {
  return `<![CDATA[${text.replace(NOT_A_CHARACTER, '\ufffd').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}
