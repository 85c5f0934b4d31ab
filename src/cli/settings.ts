import { type Command, Option } from 'commander'
import { CONFIG_VARIABLE } from '../configuration/environment.ts'
import type { Kind } from '../configuration/kind.ts'
import { SETTINGS, type Setting, type SettingName, variableOf } from '../configuration/settings.ts'
import { readBoolean, toParser } from './arguments.ts'

/** Settings that a command takes as options, and from the environment and the configuration; some in words of its own. */
export type TakenSettings = Partial<Readonly<Record<SettingName, true | string>>>

/** All that serving takes. */
export const ALL_SETTINGS: TakenSettings = Object.fromEntries(
  Object.keys(SETTINGS).map((name) => [name, true] as const),
)

/** Adds the options of these settings. */
export function withSettings(command: Command, taken: TakenSettings): Command {
  for (const [name, words] of Object.entries(taken)) {
    const setting: Setting = SETTINGS[name as SettingName]
    if (setting.flag === undefined) continue
    command.addOption(toOption(name, setting.flag, words === true ? setting.help : words, setting))
    if (setting.default === true) command.addOption(new Option(noFlag(setting.flag)).hideHelp())
  }
  return withConfig(command)
}

export function withConfig(command: Command): Command {
  return command.addOption(
    new Option('--config <file>', 'a configuration; without one, miaosuan-mock.config.* of this folder').env(
      CONFIG_VARIABLE,
    ),
  )
}

function toOption(name: string, flag: string, help: string, setting: Setting): Option {
  const { kind, default: usual, shown } = setting
  const option = new Option(flag, help).env(variableOf(name)).default(usual, shown)
  if (hasNames(kind)) return option.choices(kind.names)
  if (!option.optional) return option.argParser(toParser(kind))
  return typeof usual === 'boolean'
    ? option.argParser(readBoolean)
    : option.preset('').argParser(toParser(kind))
}

function hasNames(
  kind: Kind<unknown, unknown>,
): kind is Kind<unknown, unknown> & { names: readonly string[] } {
  return 'names' in kind
}

/** `--no-pages` of `--pages [boolean]`. */
function noFlag(flag: string): string {
  return `--no-${/--([\w-]+)/.exec(flag)?.[1]}`
}
