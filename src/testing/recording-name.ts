const { relative } = process.getBuiltinModule('node:path')

/** How many mocks of a test file have been saved. */
const saved = new Map<string, number>()

/** By the test file, so that files which run side by side do not write over each other, and the next run does. */
export function recordingName(testPath = 'tests'): string {
  const count = (saved.get(testPath) ?? 0) + 1
  saved.set(testPath, count)
  const name = relative('', testPath).replace(/[^\p{L}\p{N}.-]+/gu, '-')
  return `${name}${count === 1 ? '' : `-${count}`}.json`
}
