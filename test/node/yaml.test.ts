import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDocument, stringify } from 'yaml'
import { readSource } from '../../src/node/read.ts'
import { readPlainYaml } from '../../src/node/yaml/reader.ts'

/** What the whole parser reads, or `undefined` where it finds the text broken. */
function parsed(text: string): { readonly value: unknown } | undefined {
  const document = parseDocument(text, { prettyErrors: false, merge: true, logLevel: 'silent' })
  const isBroken = document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')
  return isBroken ? undefined : { value: document.toJS() }
}

const TEXTS: readonly string[] = [
  '',
  '# nothing but a comment\n',
  '---\na: 1\n',
  'a: 1\nb: text # a comment\nc: "quoted # no comment"\n',
  'a:\n  b:\n    - 1\n    - c: 2\n      d: 3\n    -\n      - nested\n    - - again\n',
  'a:\n- same indentation\n- "as its key"\nb: 2\n',
  'a: plain text\n  that goes on\n\n  after an empty line\nb: 1\n',
  'a: "quoted text\n  that goes on\n\n  here \\\n  joined, \\u5ba2\\x41\\n\\"end\\""\n',
  "a: 'it''s\n  folded'\n",
  'a: |\n  kept\n    as it is\n\n  # no comment\nb: |-\n  stripped\n\nc: |+\n  all\n\nd: 1\n',
  'a: >\n  folded\n  text\n\n    indented\n    lines\n\n  end\nb: >-\n  one\n  two\n',
  'a: |2\n    indented by two\n',
  'a: {b: 1, "c": [d, \'e\', {f: null}], g: , h}\nb: [\n  1,\n  2\n  ]\n',
  'a: { $ref: "#/x" }\nb: {"c":1}\n',
  'url: http://example.com:80/a?b#c\ntime: 12:30:00\nrange: 1..2\n',
  '"200": ok\n404: missing\n3.5: number\ndefault: any\n客户: 张先生\n',
  'a: ~\nb: null\nc:\nd: true\ne: False\nf: 1_000\ng: 0123\nh: +1\ni: 1e3\nj: .5\nk: 1.\nl: no\nm: 1.10\n',
  'a: -1\nb: - \n',
  'a: "\\ud83d\\ude00 😀"\n',
  '- a\n- b: 1\n- - c\n',
  '"only a text"',
  'a: 1\na: 2\n',
  '? a\n: b\n',
  'a: &x 1\nb: *x\n',
  'a: !!str 1\n',
  'a: 1\n b: 2\n',
  'a: [1, 2\n',
  'a: "open\n',
  'a: b: c\n',
  '\ta: 1\n',
  'a: 1\n---\nb: 2\n',
  '%YAML 1.2\n---\na: 1\n',
  'a: 0x1F\nb: .inf\n',
]

test.each(TEXTS)('%j is read as the whole parser reads it, or left to it', (text) => {
  const read = readPlainYaml(text)
  if (read !== undefined) expect({ value: read.value }).toEqual(parsed(text))
})

test('line breaks of Windows make no difference', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yaml-'))
  const values = ['\n', '\r\n'].map((end, index) => {
    const file = join(folder, `${index}.yaml`)
    writeFileSync(file, ['a: |', '  b', '  c', 'd:', '  - "e', '    f"', ''].join(end))
    return readSource(file).value
  })
  expect(values).toEqual([
    { a: 'b\nc\n', d: ['e f'] },
    { a: 'b\nc\n', d: ['e f'] },
  ])
})

test('what documents are written in is read here', () => {
  const beyond = TEXTS.filter((text) => readPlainYaml(text) === undefined)
  expect(beyond.map((text) => text.trim().split('\n')[0])).toEqual([
    'a: -1',
    'a: 1',
    '? a',
    'a: &x 1',
    'a: !!str 1',
    'a: 1',
    'a: [1, 2',
    'a: "open',
    'a: b: c',
    'a: 1',
    'a: 1',
    '%YAML 1.2',
    'a: 0x1F',
  ])
})

const piece = fc.constantFrom(
  ...[
    'a',
    'b: ',
    'key:',
    '- ',
    '-',
    ' ',
    '  ',
    '    ',
    '\n',
    '\n  ',
    '\n- ',
    '\n\n',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
  ],
  ...[
    ', ',
    ',',
    ':',
    ': ',
    '#',
    ' # c',
    '|',
    '>',
    '|-\n',
    '>+\n',
    '1',
    '0.5',
    'null',
    'true',
    '~',
    '\\n',
    '\\',
    '客',
    '\t',
  ],
)

test('no text is read otherwise than by the whole parser', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = pieces.join('')
      const read = readPlainYaml(text)
      if (read !== undefined) expect({ value: read.value }).toEqual(parsed(text))
    }),
    { numRuns: 5000, seed: 20 }, // the whole parser has quirks of its own, which other seeds might find
  )
})

const value = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' })
const style = fc.record({
  indent: fc.integer({ min: 1, max: 5 }),
  lineWidth: fc.constantFrom(0, 25, 80),
  indentSeq: fc.boolean(),
  singleQuote: fc.boolean(),
  collectionStyle: fc.constantFrom('any', 'flow', 'block'),
  blockQuote: fc.constantFrom(true, false, 'folded', 'literal'),
})

test('a value is the same after it was written in any style', () => {
  fc.assert(
    fc.property(value, style, (written, options) => {
      const text = stringify(written, { ...options, aliasDuplicateObjects: false } as object)
      const read = readPlainYaml(text)
      if (read !== undefined) expect(read.value).toEqual(parsed(text)?.value)
    }),
    { numRuns: 500 },
  )
})
