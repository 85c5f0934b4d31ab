import type { DeclaredOperation } from '../index.ts'

/** Headers that OpenAPI leaves to other parts of a document (4.8.12.2). */
const NOT_PARAMETERS = /^(accept|content-type|authorization)$/i

/** A curl command for an operation, from the examples that its parameters declare. */
export function curlOf(url: string, { method, template, parameters }: DeclaredOperation): string {
  const required = parameters.filter((parameter) => parameter.required === true)
  const of = (location: string) =>
    required.filter((parameter) => parameter.in === location && !NOT_PARAMETERS.test(parameter.name))
  const path = of('path').reduce(
    (text, { name, example }) => text.replace(`{${name}}`, encode(example ?? 1)),
    template,
  )
  const query = of('query').map(({ name, example }) => `${encode(name)}=${encode(example ?? 1)}`)
  const headers = of('header').map(({ name, example }) => `-H ${quote(`${name}: ${example ?? 1}`)} `)
  const verb = method === 'GET' ? '' : `-X ${method} `
  return `curl ${verb}${headers.join('')}${quote(url + path + (query.length === 0 ? '' : `?${query.join('&')}`))}`
}

function encode(value: unknown): string {
  return encodeURIComponent(String(value))
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
