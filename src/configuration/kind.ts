/** What a setting takes. The same is read from an argument, a variable of the environment and a configuration. */
export interface Kind<Value, Given = Value> {
  /** Reads a text or a value. Throws a Misfit where it is none of this kind. */
  read(value: unknown): Value
  /** How it is written in a configuration; a type alone. */
  readonly given?: Given
}

/** A value that a setting does not take: its message says what it takes instead. */
export class Misfit extends Error {
  override readonly name = 'Misfit'
  /** The JSON Pointer of what is wrong, within the value. */
  readonly pointer: string

  constructor(message: string, pointer = '') {
    super(message)
    this.pointer = pointer
  }
}

export const BOOLEAN: Kind<boolean> = {
  read(value) {
    if (value === true || value === 'true') return true
    if (value === false || value === 'false') return false
    throw new Misfit('It takes true or false.')
  },
}

export const TEXT: Kind<string, string | number> = {
  read(value) {
    if (typeof value === 'string') return value
    if (typeof value === 'number') return String(value)
    throw new Misfit('It takes a text.')
  },
}

export const WHOLE_NUMBER: Kind<number> = {
  read(value) {
    const text = typeof value === 'number' || typeof value === 'string' ? String(value) : ''
    if (!/^\d{1,9}$/.test(text)) throw new Misfit('It takes a whole number, 0 or more.')
    return Number(text)
  },
}

export const PORT: Kind<number> = {
  read(value) {
    const port = WHOLE_NUMBER.read(value)
    if (port > 65_535) throw new Misfit('A port is a number from 0 to 65535.')
    return port
  },
}

/** How many processes: a number, or as many as there are cores. */
export const WORKERS: Kind<number | 'auto'> = {
  read(value) {
    if (value === 'auto') return value
    const text = String(value)
    if (!/^[1-9]\d{0,2}$/.test(text)) throw new Misfit('It takes a number from 1 to 999, or auto.')
    return Number(text)
  },
}

export function choice<const Name extends string, Given = Name>(names: readonly Name[]): Choice<Name, Given> {
  return {
    names,
    read(value) {
      const found = names.find((name) => name === String(value))
      if (found === undefined) throw new Misfit(`Allowed choices are ${names.join(', ')}.`)
      return found
    },
  }
}

export interface Choice<Name, Given> extends Kind<Name, Given> {
  readonly names: readonly Name[]
}

/** `a.example,b.example:81`, or a list of such; without a value there is no host but this machine. */
export const HOSTS: Kind<readonly string[], string | readonly string[]> = {
  read(value) {
    const given = [value].flat()
    if (!given.every((one) => typeof one === 'string')) throw new Misfit('It takes hosts.')
    const hosts = given.flatMap((one) => one.toLowerCase().split(','))
    if (hosts.some((host) => /[/\\]|\.(?:ya?ml|json)$/.test(host))) {
      throw new Misfit('It takes hosts; name the document before it.')
    }
    return hosts.map((host) => host.trim()).filter((host) => host !== '')
  },
}

/** Hosts, or a switch: on for this machine alone, or off. */
export const SWITCHED_HOSTS: Kind<readonly string[] | undefined, boolean | string | readonly string[]> = {
  read(value) {
    if (value === false || value === 'false') return undefined
    return value === true || value === 'true' ? [] : HOSTS.read(value)
  },
}
