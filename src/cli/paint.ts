import { styleText } from 'node:util'

type Colour = 'gray' | 'green' | 'yellow' | 'red' | 'cyan'

/** Colours for lines of which there are many: `styleText` looks at the terminal each time, a twentieth of an answer for three of them. */
export const PAINT: Readonly<Record<Colour, (text: string) => string>> = {
  gray: painter('gray'),
  green: painter('green'),
  yellow: painter('yellow'),
  red: painter('red'),
  cyan: painter('cyan'),
}

function painter(colour: Colour): (text: string) => string {
  const [before = '', after = ''] = styleText(colour, '\n').split('\n')
  return (text) => before + text + after
}
