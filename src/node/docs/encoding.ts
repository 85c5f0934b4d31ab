/** The best of these content codings for an Accept-Encoding header (RFC 9110, 12.5.3); `undefined`: none will do. */
export function selectEncoding<T extends string>(
  offered: readonly T[],
  header: string | undefined,
): T | 'identity' | undefined {
  const qualities = readQualities(header ?? 'identity')
  const qualityOf = (coding: string) => qualities.get(coding) ?? qualities.get('*') ?? 0
  const plain = qualities.get('identity') ?? (qualities.get('*') === 0 ? 0 : 0.0001) // unless refused, it will do
  const best = offered.reduce<T | 'identity'>(
    (best, coding) => (qualityOf(coding) > (best === 'identity' ? plain : qualityOf(best)) ? coding : best),
    'identity',
  )
  return best === 'identity' && plain === 0 ? undefined : best
}

function readQualities(header: string): ReadonlyMap<string, number> {
  const entries = header.split(',').map((entry): readonly [string, number] => {
    const [coding = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
    const quality = Number(parameters.find((one) => one.startsWith('q='))?.slice(2) ?? 1)
    return [coding === 'x-gzip' ? 'gzip' : coding, Number.isNaN(quality) ? 1 : quality]
  })
  return new Map(entries)
}
