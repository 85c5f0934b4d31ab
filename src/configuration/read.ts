import { toPointer } from '../core/document/pointer.ts'
import { LoadError } from '../node/read.ts'
import { unknownKey } from './documents.ts'
import type { WrittenConfiguration } from './file.ts'
import { Misfit } from './kind.ts'
import { SETTINGS, type SettingName, type Values } from './settings.ts'

/** The values of a configuration. Throws a LoadError with all that is wrong with it, each with its place. */
export function readValues({ value, place }: WrittenConfiguration): Values {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new LoadError(`${place('')} a configuration is an object of settings`)
  }
  const faults: string[] = []
  const entries = Object.entries(value).flatMap(([key, given]) => {
    try {
      return [[key, readSetting(key, given)] as const]
    } catch (error) {
      if (!(error instanceof Misfit)) throw error
      const pointer = toPointer('', key) + error.pointer
      faults.push(`${place(pointer)} ${sentence(pointer, error.message)}`)
      return []
    }
  })
  if (faults.length > 0) throw new LoadError(faults.join('\n'))
  return Object.fromEntries(entries)
}

function readSetting(key: string, given: unknown): unknown {
  if (!Object.hasOwn(SETTINGS, key)) throw new Misfit(unknownKey(key, Object.keys(SETTINGS)))
  return SETTINGS[key as SettingName].kind.read(given)
}

function sentence(pointer: string, message: string): string {
  return `${pointer.slice(1).replaceAll('/', '.')}: ${message}`
}
