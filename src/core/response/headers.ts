import type { ExampleObject, HeaderObject, ReferenceOr } from '../document/openapi.ts'
import type { Random } from '../random.ts'
import type { ResponseTools } from './represented.ts'

/** These are the mock's own to say: Content-Type is negotiated (OpenAPI 3.1, 4.8.17), CORS is answered apart. */
const NOT_DECLARED = /^(content-type|content-length|transfer-encoding|access-control-.*)$/i

/** Compiles the declared headers of a response to one function that gives names and values in turn. */
export function compileHeaders(
  declared: Readonly<Record<string, ReferenceOr<HeaderObject>>>,
  tools: ResponseTools,
): (random: Random) => readonly string[] {
  const values = Object.entries(declared)
    .filter(([name]) => !NOT_DECLARED.test(name))
    .map(
      ([name, header]) =>
        [name, compileValue(tools.references.resolve<HeaderObject>(header), tools)] as const,
    )
  return (random) => values.flatMap(([name, value]) => [name, value(random.at(name))])
}

function compileValue(header: HeaderObject, tools: ResponseTools): (random: Random) => string {
  const [example] = Object.values(header.examples ?? {})
  const value = header.example ?? (example && tools.references.resolve<ExampleObject>(example).value)
  if (value !== undefined) return () => headerValue(value)
  const generate = tools.generator(header.schema ?? { type: 'string' })
  return (random) => headerValue(generate(random))
}

/** The `simple` style, the only one of headers (OpenAPI 3.1, 4.8.21); what HTTP cannot carry is percent-encoded. */
function headerValue(value: unknown): string {
  const text = Array.isArray(value) ? value.map(String).join(',') : scalar(value)
  return text.replace(/[^\t\x20-\x7e]/gu, (char) => encodeURIComponent(char))
}

function scalar(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
