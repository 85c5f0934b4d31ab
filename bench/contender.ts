import { fileURLToPath } from 'node:url'

/** A server to measure: a script for Node that listens on 127.0.0.1. */
export interface Contender {
  readonly name: string
  /** The arguments of Node that make it listen on a port. */
  command(port: number): readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** The contract of this project, which is what users mock without naming a document. */
export const OWN_DOCUMENT = pathOf('../openapi/openapi.yaml')

const PRISM = pathOf('../node_modules/@stoplight/prism-cli/dist/index.js')

/** What users run: the command line from the build, with our document, our data and no log. */
export const ours: Contender = serving('miaosuan-mock')

/** The same without the pages, which note each request for whoever opens them. */
export const withoutPages: Contender = serving('miaosuan-mock --no-pages', '--no-pages')

/** The command line with another document, or other options. */
export function serving(name: string, ...args: readonly string[]): Contender {
  return command(name, (port) => ['--port', port, '--log', 'silent', ...args])
}

/** The command line between clients and a back end. */
export function proxying(name: string, upstream: string, document: string): Contender {
  return command(name, (port) => ['proxy', upstream, document, '--port', port, '--log', 'silent'])
}

function command(name: string, args: (port: string) => readonly string[]): Contender {
  const file = pathOf('../dist/bin/miaosuan-mock.js')
  return { name, command: (port) => [file, ...args(`${port}`)] }
}

/** Prism in one process, with the log that it writes unless it is told otherwise. */
export function prism(name: string, document: string, ...args: readonly string[]): Contender {
  return { name, command: (port) => [PRISM, 'mock', document, '-p', `${port}`, '-m', 'false', ...args] }
}

export function prismProxy(
  name: string,
  upstream: string,
  document: string,
  ...args: readonly string[]
): Contender {
  return {
    name,
    command: (port) => [PRISM, 'proxy', document, upstream, '-p', `${port}`, '-m', 'false', ...args],
  }
}

/** What keeps Prism from writing a log. */
export const SILENT = ['-v', 'silent'] as const

/** One of our scripts in `contenders`, which takes the port and what else it is given. */
export function byScript(name: string, file: string, ...args: readonly string[]): Contender {
  return { name, command: (port) => [pathOf(`./contenders/${file}`), String(port), ...args] }
}

/** The floor under everything in Node: `node:http` that reads nothing of a request and sends one text. */
export function bareHttp(body: string, status = 200): Contender {
  return byScript('bare node:http', 'bare-http.js', body, String(status))
}

export const expressHello: Contender = byScript('Express hello world', 'express-hello.js')

/** A path beside this file. */
export function pathOf(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url))
}
