import type { Random } from '../../random.ts'

export const HEX = [...'0123456789abcdef']

export function letters(random: Random, alphabet: readonly string[], length: number): string {
  let text = ''
  for (let index = 0; index < length; index++) text += random.pick(alphabet)
  return text
}

/** All bytes, two digits each. */
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Six digits a draw: a draw for each digit is most of the work of a UUID. */
export function hexDigits(random: Random, draws: number): string {
  let digits = ''
  for (let draw = 0; draw < draws; draw++) {
    const bits = random.integer(0, 0xffffff)
    digits += `${BYTES[bits >> 16]}${BYTES[(bits >> 8) & 255]}${BYTES[bits & 255]}`
  }
  return digits
}
