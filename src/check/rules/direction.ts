import { pointerTokens } from '../../core/document/pointer.ts'
import type { Direction } from '../../core/schema/rewrite.ts'

const PLACES: Readonly<Record<string, Direction>> = {
  parameters: 'request',
  requestBody: 'request',
  requestBodies: 'request',
  responses: 'response',
  headers: 'response',
}

/**
 * Whether what stands at a pointer of the normalised document travels in a request or in a response. A schema of the
 * components is used either way, as is what a callback sends.
 */
export function directionAt(pointer: string): Direction | 'either' {
  const tokens = pointerTokens(pointer)
  if (tokens.includes('callbacks')) return 'either'
  // /components/responses/…, /paths/{path}/parameters/…, /paths/{path}/get/responses/…
  const places = tokens[0] === 'components' ? tokens.slice(1, 2) : tokens.slice(2, 4)
  const place = places.find((token) => Object.hasOwn(PLACES, token))
  return (place !== undefined && tokens[0] !== 'webhooks' && PLACES[place]) || 'either'
}
