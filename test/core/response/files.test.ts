/** Files that are sent are of the kind that their media type says, down to their checksums and tables. */
import { crc32, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { FILE_KINDS } from '../../../src/core/response/encoding/file-table.ts'
import { bytesOf, header, mockOf } from './answering.ts'

function fileOf(type: string): Buffer {
  const answer = mockOf({ [type]: { schema: { type: 'string', format: 'binary' } } }).get()
  expect(header(answer, 'content-type')).toBe(type)
  return bytesOf(answer)
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

interface Chunk {
  readonly type: string
  readonly data: Buffer
}

/** The chunks of a PNG, each held against its checksum (PNG, 5.3). */
function pngChunks(png: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const body = png.subarray(at + 4, at + 8 + length)
    expect(crc32(body)).toBe(png.readUInt32BE(at + 8 + length))
    chunks.push({ type: body.toString('latin1', 0, 4), data: body.subarray(4) })
    at += 12 + length
  }
  return chunks
}

test('a PNG has its chunks, their checksums and all of its pixels', () => {
  const png = fileOf('image/png')
  expect(png.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
  const chunks = pngChunks(png)
  const head = chunks[0]?.data as Buffer
  const data = inflateSync(
    Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)),
  )
  const [width, height, depth] = [head.readUInt32BE(0), head.readUInt32BE(4), head.readUInt8(8)]
  expect(data.length).toBe(height * (1 + Math.ceil((width * depth) / 8)))
  expect(chunks.at(-1)?.type).toBe('IEND')
})

test('a JPEG and a GIF begin and end as they should', () => {
  const jpeg = fileOf('image/jpeg')
  expect([jpeg.subarray(0, 3).toString('hex'), jpeg.subarray(-2).toString('hex')]).toEqual(['ffd8ff', 'ffd9'])
  const gif = fileOf('image/gif')
  expect([gif.toString('latin1', 0, 6), gif.at(-1)]).toEqual(['GIF89a', 0x3b])
})

test.each([
  ['image/webp', 'WEBP'],
  ['audio/wav', 'WAVE'],
])('%s is a RIFF of the length it says', (type, form) => {
  const riff = fileOf(type)
  expect([riff.toString('latin1', 0, 4), riff.toString('latin1', 8, 12)]).toEqual(['RIFF', form])
  expect(riff.readUInt32LE(4)).toBe(riff.length - 8)
})

test.each(['video/mp4', 'audio/mp4', 'image/avif'])('%s consists of whole boxes', (type) => {
  const file = fileOf(type)
  const boxes: string[] = []
  let at = 0
  while (at < file.length) {
    boxes.push(file.toString('latin1', at + 4, at + 8))
    at += file.readUInt32BE(at)
  }
  expect(at).toBe(file.length)
  expect(boxes).toEqual(expect.arrayContaining(['ftyp', 'mdat']))
})

test('the cross-reference table of a PDF leads to its objects', () => {
  const pdf = fileOf('application/pdf').toString('latin1')
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1])
  const offsets = [...pdf.slice(start).matchAll(/^(\d{10}) 00000 n /gm)].map((match) => Number(match[1]))
  expect(pdf.slice(start)).toMatch(/^xref\n/)
  expect(offsets.map((offset, index) => pdf.startsWith(`${index + 1} 0 obj\n`, offset))).toEqual(
    offsets.map(() => true),
  )
  expect(offsets).toHaveLength(5)
})

/** The files of a ZIP by its central directory, each held against its checksum (APPNOTE 4.3.12). */
function unzip(zip: Buffer): Readonly<Record<string, string>> {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  const files: Record<string, string> = {}
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const local = zip.readUInt32LE(at + 42)
    const nameLength = zip.readUInt16LE(at + 28)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20))
    const content = zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed
    expect(crc32(content)).toBe(zip.readUInt32LE(at + 16))
    files[zip.toString('utf8', at + 46, at + 46 + nameLength)] = content.toString('utf8')
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return files
}

test('a ZIP unpacks, and a document and a sheet are ZIPs with what makes them that', () => {
  expect(Object.keys(unzip(fileOf('application/zip')))).toEqual(['README.txt'])
  expect(unzip(fileOf(DOCX))['word/document.xml']).toContain('A document of this mock.')
  expect(unzip(fileOf(XLSX))['xl/worksheets/sheet1.xml']).toContain('<row r="2">')
})

test('a gzip unpacks', () => {
  expect(gunzipSync(fileOf('application/gzip')).toString()).toMatch(/\n$/)
})

test('a font has the length and the tables it says', () => {
  const woff = fileOf('font/woff')
  expect([woff.toString('latin1', 0, 4), woff.readUInt32BE(8)]).toEqual(['wOFF', woff.length])
  const otf = fileOf('font/otf')
  const tables = Array.from({ length: otf.readUInt16BE(4) }, (_, i) =>
    otf.toString('latin1', 12 + i * 16, 16 + i * 16),
  )
  expect(tables).toEqual(expect.arrayContaining(['CFF ', 'cmap', 'head', 'hhea', 'hmtx', 'maxp', 'name']))
})

test('every type of the table is sent a file with its signature', () => {
  const wrong = FILE_KINDS.flatMap(({ types, signature }) =>
    types.filter((type) => {
      const file = fileOf(type).toString('latin1')
      return file.length < 30 || !signature.every(([offset, text]) => file.startsWith(text, offset))
    }),
  )
  expect(wrong).toEqual([])
})

test('a picture may be declared as bytes, as base64, or as nothing at all', () => {
  const png = fileOf('image/png')
  expect(bytesOf(mockOf({ 'image/png': {} }).get())).toEqual(png)
  for (const schema of [
    { type: 'string', format: 'byte' },
    { type: 'string', contentEncoding: 'base64' },
  ]) {
    const text = bytesOf(mockOf({ 'image/png': { schema } }).get()).toString()
    expect(Buffer.from(text, 'base64')).toEqual(png)
  }
})

test('all bytes there are go through unharmed', () => {
  expect([...fileOf('application/octet-stream')]).toEqual(Array.from({ length: 256 }, (_, byte) => byte))
})
