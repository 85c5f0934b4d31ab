import { isChinese } from '../../core/chinese.ts'
import type { DeclaredOperation } from '../../index.ts'

/** The languages of the pages. */
export type Language = 'zh-CN' | 'en'

/**
 * Chinese where the document is, whoever reads it: a page in two languages is harder to read than one in a foreign
 * one. Else what the reader prefers, English unless that is Chinese.
 */
export function selectLanguage(
  document: unknown,
  operations: readonly DeclaredOperation[],
  preferred: string | undefined,
): Language {
  return isInChinese(document, operations) || prefersChinese(preferred ?? '') ? 'zh-CN' : 'en'
}

/** Its title says it; an English title over Chinese operations is a product's name. */
function isInChinese(document: unknown, operations: readonly DeclaredOperation[]): boolean {
  const { title } = (document as { info?: { title?: unknown } }).info ?? {}
  const summaries = operations.map(({ object }) => String(object.summary ?? ''))
  return isChinese(String(title ?? '')) || summaries.filter(isChinese).length * 2 > summaries.length
}

/** Does Accept-Language (RFC 9110, 12.5.4) put Chinese before English? */
function prefersChinese(header: string): boolean {
  const ranges = header.split(',').map((range) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const quality = parameters.find((one) => one.startsWith('q='))?.slice(2)
    return { language: tag.split('-')[0], quality: Number(quality ?? 1) }
  })
  const best = (language: string) =>
    Math.max(0, ...ranges.filter((range) => range.language === language).map(({ quality }) => quality))
  const [chinese, english] = [best('zh'), best('en')]
  if (chinese !== english) return chinese > english
  const first = ranges.find(({ language }) => language === 'zh' || language === 'en')
  return chinese > 0 && first?.language === 'zh'
}
