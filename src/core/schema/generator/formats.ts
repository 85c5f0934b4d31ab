import type { Random } from '../../random.ts'
import { LABEL } from '../usual-formats.ts'
import { HEX, hexDigits, letters } from './letters.ts'
import { compileMoment, isDate, isDateTime, isTime, toDate, toDateTime, toTime } from './times.ts'
import type { Words } from './words.ts'

/** A format of strings: how a value is made, made longer, and told from other texts. */
export interface Format {
  compile(name: string, words: Words): MakeText
  /** A short value, for a small `maxLength`. */
  readonly short?: string
  /** The same with so many code points more. */
  grow?(value: string, by: number): string
  test(value: string): boolean
}

/** `record` is the place of the object that holds the text, so that its values agree. */
export type MakeText = (random: Random, record: Random) => string

const BASE64 = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789']
const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const URI_CHARACTERS = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@/?\\[\\]#]|%[0-9A-Fa-f]{2})"

const email: Format = {
  compile: (_name, words) => (random, record) => `${words.handle(record)}@${random.pick(DOMAINS)}`,
  short: 'a@b.co',
  grow: (value, by) => letterRow(by) + value,
  test: compileTest(
    `[a-zA-Z0-9.!#$%&'*+/=?^_\`{|}~-]+@(?:${LABEL}\\.)+${LABEL}`,
    (value) => !/^\.|\.\.|\.@/.test(value),
  ),
}

/** Reserved for documentation (RFC 2606), so no one is written to. */
const DOMAINS = ['example.com', 'example.org', 'example.net', 'mail.example.com'] as const

const hostname: Format = {
  compile: () => (random) => `${random.pick(HOSTS)}.${random.pick(DOMAINS)}`,
  short: 'a',
  grow: (value, by) => growHostname(value, by),
  test: compileTest(`${LABEL}(?:\\.${LABEL})*`, (value) => value.length <= 253),
}

const HOSTS = ['api', 'www', 'cdn', 'mail', 'app', 'static', 'db', 'node-1'] as const

const uri: Format = {
  compile: (_name, words) => (random) => `https://www.${random.pick(DOMAINS)}/${words.slug(random)}`,
  short: 'a:b',
  grow: (value, by) => value + letterRow(by),
  test: compileTest(`[A-Za-z][A-Za-z0-9+.\\-]*:${URI_CHARACTERS}+`),
}

/** An address with a host that has a name, as a URL is understood where it is not merely a URI. */
const url: Format = {
  ...uri,
  short: 'http://a.co',
  test: compileTest(
    `(?:https?|ftp)://(?:(?:[A-Za-z0-9]+-)*[A-Za-z0-9]+\\.)+[A-Za-z]{2,}(?::\\d{2,5})?(?:[/?#]${URI_CHARACTERS}*)?`,
  ),
}

const uriReference: Format = {
  ...uri,
  compile: (_name, words) => (random) => `/${words.slug(random)}/${random.integer(1, 9999)}`,
  short: '',
  test: compileTest(`${URI_CHARACTERS}*`, (value) => !/^[^/?#]*[^A-Za-z0-9+.\-/?#:][^/?#]*:/.test(value)),
}

const uuid: Format = {
  compile: () => (random) => {
    const digits = hexDigits(random, 5)
    const variant = random.pick(['8', '9', 'a', 'b'])
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(12, 15)}-${variant}${digits.slice(15, 18)}-${digits.slice(18, 30)}`
  },
  test: compileTest('[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}'),
}

const ipv4: Format = {
  compile: () => (random) => `192.0.2.${random.integer(1, 254)}`,
  short: '8.8.8.8',
  test: compileTest(`(?:${OCTET}\\.){3}${OCTET}`),
}

const ipv6: Format = {
  compile: () => (random) =>
    `2001:db8:${Array.from({ length: 6 }, () => letters(random, HEX.slice(1), 4)).join(':')}`,
  short: '::1',
  test: (value) => isIpv6(value),
}

const byte: Format = {
  compile: () => (random) => letters(random, BASE64, 4 * random.integer(3, 6)),
  short: '',
  grow: (value, by) => value + 'QUJD'.repeat(Math.ceil(by / 4)),
  test: compileTest('(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?'),
}

const jsonPointer: Format = {
  compile: (_name, words) => (random) => `/${words.slug(random)}/${random.integer(0, 9)}`,
  short: '',
  grow: (value, by) => value + (value === '' ? `/${letterRow(by - 1)}` : letterRow(by)),
  test: compileTest('(?:/(?:[^~/]|~0|~1)*)*'),
}

const dateTime: Format = {
  compile: compileDated(toDateTime),
  grow: (value, by) => (by < 2 ? value : value.replace(/(\.\d+)?Z$/, `.${'0'.repeat(by - 1)}Z`)),
  test: isDateTime,
}

/** The standard formats (JSON Schema validation 7.3, OpenAPI format registry). */
export const FORMATS: Readonly<Record<string, Format>> = {
  email,
  'idn-email': email,
  hostname,
  'idn-hostname': hostname,
  uri,
  url,
  iri: uri,
  'uri-reference': uriReference,
  'iri-reference': uriReference,
  'uri-template': {
    ...uri,
    compile: (_name, words) => (random) => `https://www.example.com/${words.slug(random)}/{id}`,
    short: '',
    test: (value) => isUriTemplate(value),
  },
  uuid,
  ipv4,
  ipv6,
  byte,
  base64: byte,
  base64url: { ...byte, test: compileTest('[A-Za-z0-9_-]*') },
  'date-time': dateTime,
  date: { compile: compileDated(toDate), test: isDate },
  time: { compile: compileDated(toTime), test: isTime },
  duration: {
    compile: () => (random) => random.pick([`P${random.integer(1, 30)}D`, `PT${random.integer(5, 90)}M`]),
    short: 'P1D',
    grow: (value, by) => value.replace(/\d/, (digit) => '1'.repeat(by) + digit),
    test: compileTest(
      'P(?!$)(?:(?:\\d+Y)?(?:\\d+M)?(?:\\d+D)?(?:T(?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?)?|\\d+W)',
    ),
  },
  'json-pointer': jsonPointer,
  'json-pointer-uri-fragment': {
    compile: (_name, words) => (random) => `#/${words.slug(random)}`,
    short: '#',
    grow: (value, by) => value + (value === '#' ? `/${letterRow(by - 1)}` : letterRow(by)),
    test: compileTest("#(?:/(?:[A-Za-z0-9_\\-.!$&'()*+,;:=@]|%[0-9A-Fa-f]{2}|~0|~1)*)*"),
  },
  'relative-json-pointer': {
    compile: (_name, words) => (random) => `${random.integer(0, 3)}/${words.slug(random)}`,
    short: '0',
    grow: (value, by) => value + (value.includes('/') ? letterRow(by) : `/${letterRow(by - 1)}`),
    test: compileTest('(?:0|[1-9]\\d*)(?:#|(?:/(?:[^~/]|~0|~1)*)*)'),
  },
  regex: {
    compile: () => (random) => random.pick(['^[a-z]+$', '^[A-Z]{2}[0-9]{4}$', '^[0-9]+$', '^\\w+-\\d+$']),
    short: '',
    grow: (value, by) => value + letterRow(by),
    test: isRegExp,
  },
  'http-date': {
    compile: compileDated((moment) => new Date(moment).toUTCString()),
    test: (value) => /GMT$/.test(value),
  },
  'date-time-local': {
    compile: compileDated((moment) => toDateTime(moment).slice(0, 19)),
    test: (value) => isDateTime(`${value}Z`),
  },
  'time-local': {
    compile: compileDated((moment) => toTime(moment).slice(0, 8)),
    test: (value) => isTime(`${value}Z`),
  },
  'iso-date-time': { ...dateTime, test: (value) => isDateTime(value) || isDateTime(`${value}Z`) },
  'iso-time': { compile: compileDated(toTime), test: (value) => isTime(value) || isTime(`${value}Z`) },
}

function compileDated(write: (moment: number) => string): Format['compile'] {
  return (name) => {
    const moment = compileMoment(name)
    return (random, record) => write(moment(random, record))
  }
}

function letterRow(length: number): string {
  return 'abcdefghijklmnopqrstuvwxyz'
    .repeat(Math.ceil(Math.max(0, length) / 26))
    .slice(0, Math.max(0, length))
}

function compileTest(
  source: string,
  also: (value: string) => boolean = () => true,
): (value: string) => boolean {
  const regexp = new RegExp(`^(?:${source})$`, 'u')
  return (value) => regexp.test(value) && also(value)
}

/** Labels of at most 63 characters, 253 in all. */
function growHostname(value: string, by: number): string {
  let grown = value
  for (let left = by; left > 0; ) {
    const label = Math.min(left - 1, 50)
    grown = left === 1 ? `a${grown}` : `${letterRow(label)}.${grown}`
    left -= left === 1 ? 1 : label + 1
  }
  return grown
}

function isIpv6(value: string): boolean {
  const halves = value.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false
  return halves.length === 2 ? groups.length < 8 : groups.length === 8
}

const EXPRESSION = /\{[+#./;?&]?\w+(?:\*|:[1-9]\d{0,3})?(?:,\w+(?:\*|:[1-9]\d{0,3})?)*\}/g

function isUriTemplate(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 6570 excludes control characters
  return /^[^\u0000-\u0020"'<>\\^`{|}%]*$/.test(value.replaceAll(EXPRESSION, ''))
}

function isRegExp(value: string): boolean {
  try {
    return new RegExp(value, 'u') !== undefined
  } catch {
    return false
  }
}
