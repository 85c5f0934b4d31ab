/** The size of a header, and what files are padded to (POSIX.1-1988, ustar). */
const BLOCK = 512

/** The bytes of one file of a tar archive. Throws where the archive has no such file. */
export function readTarFile(archive: Buffer, name: string): Buffer {
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const field = (start: number, end: number) =>
      archive.toString('latin1', at + start, at + end).replace(/\0.*$/s, '')
    const size = Number.parseInt(field(124, 136) || '0', 8)
    const prefix = field(345, 500)
    const path = prefix === '' ? field(0, 100) : `${prefix}/${field(0, 100)}`
    if (path === name) return archive.subarray(at + BLOCK, at + BLOCK + size)
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  throw new Error(`the package has no ${name}`)
}
