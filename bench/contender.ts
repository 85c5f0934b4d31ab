import { fileURLToPath } from 'node:url'

/** A server to measure: a script for Node that listens on 127.0.0.1. */
export interface Contender {
  readonly name: string
  /** The arguments of Node that make it listen on a port. */
  command(port: number): readonly string[]
}

/** What users run: the command line from the build, with our document, our data and no log. */
export const ours: Contender = {
  name: 'miaosuan-mock',
  command: (port) => [script('../dist/bin/miaosuan-mock.js'), '--port', String(port), '--log', 'silent'],
}

/** The same without the pages, which note each request for whoever opens them. */
export const withoutPages: Contender = {
  name: 'miaosuan-mock --no-pages',
  command: (port) => [...ours.command(port), '--no-pages'],
}

/** The floor under everything in Node: `node:http` that reads nothing of a request and sends one text. */
export function bareHttp(body: string): Contender {
  return {
    name: 'bare node:http',
    command: (port) => [script('./contenders/bare-http.js'), String(port), body],
  }
}

/** What users run between their app and a back end: every exchange is judged, and kept for the pages. */
export function ourProxy(backEnd: number): Contender {
  return {
    name: 'miaosuan-mock proxy',
    command: (port) => [
      script('../dist/bin/miaosuan-mock.js'),
      'proxy',
      `http://127.0.0.1:${backEnd}`,
      '--port',
      String(port),
      '--log',
      'silent',
    ],
  }
}

/** The floor under every proxy in Node: `node:http` that passes on what comes. */
export function bareProxy(backEnd: number): Contender {
  return {
    name: 'bare pass-through',
    command: (port) => [script('./contenders/bare-proxy.js'), String(port), String(backEnd)],
  }
}

/** Prism in one process and silent, as fast as it is. */
export function prismProxy(backEnd: number): Contender {
  return {
    name: 'Prism proxy',
    command: (port) => [
      script('../node_modules/@stoplight/prism-cli/dist/index.js'),
      'proxy',
      script('../openapi/openapi.yaml'),
      `http://127.0.0.1:${backEnd}`,
      '--port',
      String(port),
      '--multiprocess',
      'false',
      '--verboseLevel',
      'silent',
    ],
  }
}

export const expressHello: Contender = {
  name: 'Express hello world',
  command: (port) => [script('./contenders/express-hello.js'), String(port)],
}

function script(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}
