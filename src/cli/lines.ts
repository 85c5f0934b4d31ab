/**
 * Writes lines to the standard output, in one piece for each turn of the event loop: a system call for each line costs
 * half as much as an answer. What is left when the process ends is written then.
 */
export function writeLines(): (line: string) => void {
  let waiting = ''
  const flush = () => {
    if (waiting === '') return
    const text = waiting
    waiting = ''
    process.stdout.write(text)
  }
  process.once('exit', flush)
  return (line) => {
    if (waiting === '') setImmediate(flush)
    waiting += line
  }
}
