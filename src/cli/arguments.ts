import { type Command, InvalidArgumentError, type Option } from 'commander'
import { BOOLEAN, type Kind, Misfit, WHOLE_NUMBER } from '../configuration/kind.ts'

/**
 * Writes arguments the one way that Commander reads, where users of other tools write more: the command anywhere
 * (`-p 0 mock`), a switch without a value before anything but `true` and `false` (`-d api.yaml`), a short option with
 * `=` (`-d=false`, `-s=x`), and several in one (`-dm`, `-dp 0`). An option means the same to all commands.
 */
export function plainArguments(args: readonly string[], program: Command): readonly string[] {
  const commands = new Set(program.commands.map((command) => command.name()))
  const options = optionsByFlag(program)
  const plain: string[] = []
  let waiting = args
  let hasOperand = false
  while (waiting.length > 0 && waiting[0] !== '--') {
    const [read, rest] = readNext(waiting, options)
    const [word = ''] = read
    const isFirstOperand: boolean = !hasOperand && !word.startsWith('-')
    if (isFirstOperand && commands.has(word)) plain.unshift(word)
    else plain.push(...read)
    hasOperand ||= isFirstOperand
    waiting = rest
  }
  return [...plain, ...waiting]
}

/** Reads the value of a switch. */
export const readBoolean = toParser(BOOLEAN)

export const wholeNumber = toParser(WHOLE_NUMBER)

/** Reads an argument, and says what it takes as Commander does. */
export function toParser<Value>(kind: Kind<Value, unknown>): (text: string) => Value {
  return (text) => {
    try {
      return kind.read(text)
    } catch (error) {
      if (error instanceof Misfit) throw new InvalidArgumentError(error.message)
      throw error
    }
  }
}

type Options = ReadonlyMap<string, Option>

function optionsByFlag(program: Command): Options {
  const options = [program, ...program.commands].flatMap((command) => command.options)
  return new Map(
    options.flatMap((option) =>
      [option.short, option.long].flatMap((flag) => (flag === undefined ? [] : [[flag, option] as const])),
    ),
  )
}

/** The first argument with its value, as Commander reads them, and the arguments that are left. */
function readNext(
  args: readonly string[],
  options: Options,
): readonly [read: readonly string[], rest: readonly string[]] {
  const [arg = '', ...rest] = args
  const flag = options.has(arg) ? arg : arg.slice(0, 2)
  const option = options.get(flag)
  if (option === undefined) return [[arg], rest]
  const attached = arg.slice(flag.length)
  if (attached.startsWith('=')) return [[flag, attached.slice(1)], rest]
  if (isSwitch(option) && options.has(`-${attached[0]}`))
    return [
      [flag, 'true'],
      [`-${attached}`, ...rest],
    ]
  if (attached !== '') return [[arg], rest]
  if (isSwitch(option) && !isBoolean(rest[0])) return [[flag, 'true'], rest]
  return isSwitch(option) || option.required ? [args.slice(0, 2), args.slice(2)] : [[flag], rest]
}

/** On or off, with the value left out or not. */
function isSwitch(option: Option): boolean {
  return option.optional && option.parseArg === readBoolean
}

function isBoolean(text: string | undefined): boolean {
  return text === 'true' || text === 'false'
}
