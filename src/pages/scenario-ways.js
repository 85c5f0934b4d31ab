import { copyButton } from './copy.js'
import { element, foreign } from './dom.js'
import { preferText } from './scenario.js'
import { linkOf, urlWith } from './scenario-link.js'

/** @import { OperationJson, ScenarioSettings } from '../node/pages/json.ts' */

/**
 * The other ways to say the same: for a test, a bug report, another browser.
 *
 * @param {OperationJson | undefined} operation
 * @param {ScenarioSettings} settings
 */
export function equivalents(operation, settings) {
  const prefer = `Prefer: ${preferText(settings)}`
  const { request } = operation ?? {}
  const ways = [
    ['请求头', '测试代码、curl 里加上它', prefer],
    request && ['地址', '只对这一个请求', urlWith(request.url, settings)],
    ['链接', '在别的浏览器打开，就是同样的场景', linkOf([[operation?.id ?? '*', settings]])],
  ]
  return element(
    'dl',
    { class: 'ways' },
    ...ways.flatMap((way) => {
      if (way === undefined) return []
      const [name = '', note = '', text = ''] = way
      return [
        element(
          'div',
          {},
          element('dt', {}, name, element('span', { class: 'muted' }, note)),
          element('dd', {}, element('code', {}, foreign(text)), copyButton(text, '复制', `复制${name}`)),
        ),
      ]
    }),
  )
}
