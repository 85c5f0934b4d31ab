/** A sentence in the two languages of reports. */
export interface Told {
  readonly en: string
  readonly zh: string
}

/** A value of a document as a sentence quotes it. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

const LONGEST = 60

/** Values as a sentence lists them: the first few, and how many more there are. */
export function listed(values: readonly unknown[]): string {
  const shown = values.slice(0, MOST).map(quoted).join(', ')
  return values.length > MOST ? `${shown}, … (${values.length})` : shown
}

const MOST = 5

/** What a keyword said and says; `undefined` where it does not stand there. */
export function toldKeyword(keyword: string, before: unknown, after: unknown): Told {
  if (before === undefined)
    return { en: `${keyword} ${quoted(after)} is new`, zh: `新增 ${keyword} ${quoted(after)}` }
  if (after === undefined) {
    return { en: `${keyword} ${quoted(before)} is gone`, zh: `删去了 ${keyword} ${quoted(before)}` }
  }
  return {
    en: `${keyword} was ${quoted(before)} and is ${quoted(after)}`,
    zh: `${keyword} 由 ${quoted(before)} 变为 ${quoted(after)}`,
  }
}
