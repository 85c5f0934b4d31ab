/** What a picture is called, how large it is, and what its classes look like. */
interface Frame {
  readonly title: string
  readonly width: number
  readonly height: number
  readonly style: string
}

/** A picture with a name for those who do not see it. */
export function svg({ title, width, height, style }: Frame, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<style>${style}</style>`,
    ...parts,
    '</svg>\n',
  ].join('\n')
}

/** A text as it stands in an element or an attribute. */
export function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
