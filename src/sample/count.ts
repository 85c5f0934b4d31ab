/** The identities from one on: a text that ends in a number is counted up, and keeps what is before it and its zeros. */
export function compileCount(from: string): ((nth: number) => string | undefined) | undefined {
  const [, head = '', digits] = /^(.*?)(\d+)$/s.exec(from) ?? []
  if (digits === undefined || !Number.isSafeInteger(Number(digits))) return undefined
  const first = Number(digits)
  const width = digits.length
  return (nth) => {
    const number = first + nth
    return Number.isSafeInteger(number) ? head + String(number).padStart(width, '0') : undefined
  }
}
