import { DOCUMENTS } from './documents.ts'
import {
  BOOLEAN,
  choice,
  HOSTS,
  type Kind,
  PORT,
  SWITCHED_HOSTS,
  TEXT,
  WHOLE_NUMBER,
  WORKERS,
} from './kind.ts'

/** One thing that can be set: by its flag, by a variable of the environment and by its key in a configuration. */
export interface Setting {
  readonly kind: Kind<unknown, unknown>
  /** As Commander has it; absent where operands of the command line say it. */
  readonly flag?: string
  /** What is so where nobody says anything; absent where nothing is. */
  readonly default?: unknown
  /** How the default is told, where its value does not tell it. */
  readonly shown?: string
  readonly help: string
}

const ERROR_STATUS = choice<'http' | '200', 'http' | '200' | 200>(['http', '200'])
const LOG = choice(['pretty', 'json', 'silent'])

/**
 * All settings of serving by their keys in a configuration. The letters of the flags are Prism's where Prism has the
 * same, so that its users change the name alone.
 */
export const SETTINGS = {
  documents: {
    kind: DOCUMENTS,
    help: 'OpenAPI documents, each with its prefix, fixtures and seed',
  },
  port: {
    kind: PORT,
    flag: '-p, --port <number>',
    default: 8090,
    help: 'where to listen; 0 picks a free port',
  },
  host: {
    kind: TEXT,
    flag: '-h, --host <address>',
    default: '127.0.0.1',
    help: 'which address to listen on',
  },
  seed: {
    kind: TEXT,
    flag: '-s, --seed <text>',
    default: '1',
    help: 'another seed, another world of data',
  },
  locale: {
    kind: TEXT,
    flag: '--locale <name>',
    help: 'the words of generated data: en, zh_CN or any locale of faker, such as ja',
  },
  dynamic: {
    kind: BOOLEAN,
    flag: '-d, --dynamic [boolean]',
    default: false,
    help: 'generate data even where there is an example',
  },
  errorStatus: {
    kind: ERROR_STATUS,
    flag: '--error-status <how>',
    default: 'http',
    help: 'send errors with their HTTP status, or all as 200 with a code',
  },
  delay: {
    kind: WHOLE_NUMBER,
    flag: '--delay <milliseconds>',
    default: 0,
    help: 'wait before each answer',
  },
  cors: {
    kind: BOOLEAN,
    flag: '--cors [boolean]',
    default: true,
    help: 'let pages of any origin call the mock',
  },
  pages: {
    kind: BOOLEAN,
    flag: '--pages [boolean]',
    default: true,
    help: 'the pages beside the API: /, /docs and /__mock',
  },
  allowHost: {
    kind: HOSTS,
    flag: '--allow-host <hosts>',
    default: [],
    shown: 'none',
    help: 'names beyond this machine by which the pages may be opened',
  },
  watch: {
    kind: BOOLEAN,
    flag: '--watch [boolean]',
    default: true,
    help: 'read the document again when one of its files changes',
  },
  callbacks: {
    kind: SWITCHED_HOSTS,
    flag: '--callbacks [hosts]',
    help: 'call back as the document declares: this machine, and hosts named here',
  },
  log: {
    kind: LOG,
    flag: '--log <format>',
    default: 'pretty',
    help: 'one line a request',
  },
  workers: {
    kind: WORKERS,
    flag: '--workers <number>',
    default: 1,
    help: 'processes that answer, on one port; auto is one for each core',
  },
} as const satisfies Readonly<Record<string, Setting>>

export type SettingName = keyof typeof SETTINGS

type KindOf<Name extends SettingName> = (typeof SETTINGS)[Name]['kind']

/** The values of settings as they are read. */
export type Values = {
  readonly [Name in SettingName]?: ReturnType<KindOf<Name>['read']>
}

/** A configuration as it is written: what is left out is so by default. */
export type Configuration = {
  readonly [Name in SettingName]?: NonNullable<KindOf<Name>['given']>
}

/** `errorStatus` is `MIAOSUAN_MOCK_ERROR_STATUS` in the environment. */
export function variableOf(name: string): string {
  return PREFIX + name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}

export const PREFIX = 'MIAOSUAN_MOCK_'
