import { type AnswerOptions, createAnswerCheck } from './answers.ts'
import { createTell, type Found, type Opened } from './checked.ts'

/** Asks operations until none is left to take, adds what was found, and returns how many answers there were. */
export function askAll(
  { checked, servable }: Opened,
  options: AnswerOptions,
  found: Found[],
  take: () => number,
): number {
  const checkOperation = createAnswerCheck(checked, servable, options, createTell(checked, found))
  let answers = 0
  for (let index = take(); index < checked.operations.length; index = take()) {
    const operation = checked.operations[index]
    if (operation !== undefined) answers += checkOperation(operation)
  }
  return answers
}
