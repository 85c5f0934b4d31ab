import type { Configuration } from './configuration/settings.ts'

export type { DocumentSetting } from './configuration/documents.ts'
export type { Configuration }

/** Gives a configuration back as it is: in `miaosuan-mock.config.ts` an editor then knows its keys and values. */
export function defineConfig(configuration: Configuration): Configuration {
  return configuration
}
