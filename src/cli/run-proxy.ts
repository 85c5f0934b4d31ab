import { relative } from 'node:path'
import { styleText } from 'node:util'
import type { DocumentSetting } from '../configuration/documents.ts'
import { formatPretty } from '../findings/pretty.ts'
import { hasFailed, type Report } from '../findings/report.ts'
import { createJudge, createMock, DocumentError, type Judge, type Mock, type Shown } from '../index.ts'
import {
  describeFaults,
  describeTextFault,
  LoadError,
  type LoadedDocument,
  loadDocument,
  textsOf,
} from '../node/load.ts'
import { loadWords } from '../node/locale.ts'
import { readBaseline, writeBaseline } from '../proxy/baseline.ts'
import { createMask, type Mask } from '../proxy/mask.ts'
import { createProxyPages, type ProxyPages } from '../proxy/pages.ts'
import { type RunningProxy, startProxy } from '../proxy/proxy.ts'
import { reportOf } from '../proxy/report.ts'
import { prepareFile, prepareFolder, writeReport } from '../proxy/report-files.ts'
import { createSession, type Session } from '../proxy/session.ts'
import { createUpstream, type Upstream } from '../proxy/upstream.ts'
import { describeAll, warn } from './compile.ts'
import { writeLines } from './lines.ts'
import { fixturesFor, OWN_DOCUMENT } from './own.ts'
import { withoutPrism } from './prism.ts'
import type { ProxyCommand } from './proxy.ts'
import { createProxyLog } from './proxy-log.ts'
import { listenFault } from './start.ts'

/** A proxy before it listens. */
interface Prepared {
  readonly loaded: LoadedDocument
  readonly judge: Judge
  readonly upstream: Upstream
  readonly mask: Mask
  readonly session: Session
  /** The keys of the baseline. */
  readonly known: ReadonlySet<string>
  readonly options: ProxyCommand
}

/**
 * Passes requests on until a signal ends it; then the report is written, and the exit code says whether there was
 * something new in it. Throws a LoadError where it cannot start, or could not write its report at the end.
 */
export async function runProxy(
  upstream: URL,
  document: DocumentSetting = { path: OWN_DOCUMENT },
  given: ProxyCommand,
): Promise<void> {
  const options = withoutPrism(given)
  const prepared = prepare(upstream, document.path, options)
  const running = await listen(prepared, await mockOf(prepared, document))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      running.close().then(() => {
        process.exitCode = conclude(prepared)
      })
    })
  }
  greet(running.url, prepared) // who reads this may end it at once
}

function prepare(url: URL, file: string, options: ProxyCommand): Prepared {
  const { report, baseline, updateBaseline, timeout, keepHost, insecure, allowRefused } = options
  if (updateBaseline && baseline === undefined) {
    throw new LoadError('--update-baseline writes the file of --baseline; name one')
  }
  if (report !== undefined) prepareFolder(report)
  if (updateBaseline && baseline !== undefined) prepareFile(baseline)
  const known = baseline === undefined || updateBaseline ? new Set<string>() : readBaseline(baseline)
  const loaded = loadDocument(file)
  const judge = compile(loaded)
  const mask = createMask(judge)
  const upstream = createUpstream(url, { timeout, keepHost, insecure })
  const session = createSession(judge, { mask, base: upstream.url, allowRefused })
  return { loaded, judge, upstream, mask, session, known, options }
}

function compile(loaded: LoadedDocument): Judge {
  try {
    const judge = createJudge(loaded.document)
    warn([...loaded.warnings.map(describeTextFault), ...describeAll(loaded, judge.warnings)])
    return judge
  } catch (error) {
    if (error instanceof DocumentError) throw new LoadError(describeFaults(loaded, error.faults))
    throw error
  }
}

interface Mocked {
  /** What the back end does not have; it is compiled when it is first needed. */
  readonly mock: () => Mock
  readonly showcase: readonly Shown[]
}

async function mockOf({ loaded, options }: Prepared, document: DocumentSetting): Promise<Mocked> {
  const { seed, dynamic, locale } = options
  const fixtures = await fixturesFor(document)
  const words = locale === undefined ? undefined : await loadWords(locale)
  const mockOptions = { seed, dynamic, ...(fixtures && { fixtures }), ...(words && { words }) }
  let mock: Mock | undefined
  return {
    showcase: fixtures?.showcase ?? [],
    mock() {
      mock ??= createMock(loaded.document, mockOptions)
      return mock
    },
  }
}

async function listen(prepared: Prepared, mocked: Mocked): Promise<RunningProxy> {
  const { upstream, judge, mask, session, options } = prepared
  const { port, host, errors = false, log, fallback } = options
  const pages = options.pages ? pagesOf(prepared, mocked) : undefined
  const write = createProxyLog(log, mask, writeLines())
  try {
    return await startProxy(upstream, judge, {
      port,
      host,
      mask,
      errors,
      ...(fallback && { fallback: mocked.mock }),
      ...(pages && { pages }),
      onExchange(exchange) {
        session.add(exchange)
        write?.(exchange)
        pages?.record(exchange)
      },
    })
  } catch (error) {
    throw new LoadError(listenFault(error as NodeJS.ErrnoException, host, port))
  }
}

function pagesOf({ loaded, mask, options }: Prepared, mocked: Mocked): ProxyPages {
  const { seed, host: bound, allowHost: allowed } = options
  return createProxyPages({ ...mocked, loaded, mask, seed, bound, allowed })
}

function greet(url: string, { loaded, judge, upstream, options }: Prepared): void {
  const { log } = options
  const file = relative('', loaded.file) || loaded.file
  const arrow = styleText('green', '➜')
  const lines = [
    '',
    `  ${styleText('bold', 'proxy')}  ${styleText('gray', `${file}, ${judge.operations.length} operations`)}`,
    '',
    `  ${styleText('cyan', url)} ${arrow} ${upstream.url}`,
    ...(options.pages
      ? [`  ${styleText('cyan', `${url}/__mock`)}  ${styleText('gray', 'what passes by')}`]
      : []),
    '',
  ]
  if (log === 'silent') process.stdout.write(`${url}\n`)
  else (log === 'json' ? process.stderr : process.stdout).write(`${lines.join('\n')}\n`)
}

/** Writes what was found, and gives the exit code. */
function conclude({ session, loaded, known, options }: Prepared): 0 | 1 {
  const report = reportOf(session, loaded, known)
  const { report: folder, baseline, updateBaseline, log } = options
  const sources = textsOf(loaded)
  if (folder !== undefined) writeReport(folder, report, { sources, colour: false })
  if (updateBaseline && baseline !== undefined) writeBaseline(baseline, report.findings)
  if (log !== 'silent') process.stderr.write(summaryOf(report, sources, folder))
  return hasFailed(report) && !updateBaseline ? 1 : 0
}

function summaryOf(report: Report, sources: ReadonlyMap<string, string>, folder: string | undefined): string {
  const colour = process.stderr.isTTY === true && process.env.NO_COLOR === undefined
  const written = folder === undefined ? '' : `the report is in ${folder}\n`
  return `\n${formatPretty(report, { sources, colour })}${written}`
}
