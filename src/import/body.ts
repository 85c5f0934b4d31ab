import { essence, isJson } from '../core/media-type.ts'
import type { Field, NotedBody } from './exchange.ts'

/** A body that is text, as its media type reads it; JSON whatever it is called, where nothing says what it is. */
export function readBody(text: string, type: string | undefined): NotedBody | undefined {
  if (text === '') return undefined
  const mediaType = type === undefined || type.trim() === '' ? undefined : essence(type)
  if (mediaType === 'application/x-www-form-urlencoded') return formBody(mediaType, readForm(text))
  if (mediaType === undefined || isJson(mediaType) || mediaType === 'text/plain') {
    const value = parseJson(text)
    if (value !== undefined) return { mediaType: named(mediaType), content: { kind: 'json', value } }
  }
  if (mediaType !== undefined && isJson(mediaType)) return { mediaType }
  return { mediaType: mediaType ?? 'text/plain', content: { kind: 'text', text } }
}

/** JSON that is sent as plain text is what it is. */
function named(mediaType: string | undefined): string {
  return mediaType !== undefined && isJson(mediaType) ? mediaType : 'application/json'
}

export function formBody(mediaType: string, fields: readonly Field[]): NotedBody {
  return { mediaType, content: { kind: 'form', fields } }
}

function readForm(text: string): readonly Field[] {
  return [...new URLSearchParams(text)].map(([name, value]) => ({ name, value, isFile: false }))
}

/** `undefined` where it is none, or a scalar that may as well be text. */
function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
