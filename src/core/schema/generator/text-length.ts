import type { StringBounds } from './constraints.ts'

type Lengths = Pick<StringBounds, 'min' | 'max'>

/** Most texts are so short that their code points need not be counted: they are as many as the code units, or fewer. */
export function isWithin(text: string, { min, max }: Lengths): boolean {
  if (min === 0 && text.length <= max) return true
  const length = lengthOf(text)
  return length >= min && length <= max
}

/** In code points. */
export function lengthOf(text: string): number {
  let length = text.length
  for (let index = 1; index < text.length; index++) {
    // the second half of a pair, after its first
    if ((text.charCodeAt(index) & 0xfc00) === 0xdc00 && (text.charCodeAt(index - 1) & 0xfc00) === 0xd800)
      length--
  }
  return length
}

/** Cut, or filled with more of the same, to a length in code points. */
export function fitLength(text: string, { min, max }: Lengths, more: () => string): string {
  if (isWithin(text, { min, max })) return text
  const length = lengthOf(text)
  const parts = [text]
  for (let missing = min - length; missing > 0; ) {
    const part = parts.length === 1 && text === '' ? more() : ` ${more()}`
    parts.push(part)
    missing -= Math.max(1, lengthOf(part))
  }
  const filled = parts.join('')
  const cut = [...filled].slice(0, Math.min(max, Math.max(min, length))).join('')
  const trimmed = cut.trimEnd()
  return trimmed !== '' && lengthOf(trimmed) >= min ? trimmed : cut
}
