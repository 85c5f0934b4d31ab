import type { Language } from './language.ts'

/** What the pages say where Scalar does not: its own words it has in both languages. */
export interface Words {
  readonly title: string
  readonly home: string
  readonly control: string
  readonly download: string
  readonly part: string
  readonly all: string
  readonly thisMock: string
  readonly copy: string
  readonly code: string
  readonly noScript: string
  readonly missing: string
  readonly bring: string
  readonly meanwhile: string
}

export const WORDS: Readonly<Record<Language, Words>> = {
  'zh-CN': {
    title: '接口文档',
    home: '首页',
    control: '控制台',
    download: '下载',
    part: '显示哪一部分',
    all: '全部（打开较慢）',
    thisMock: '本地模拟服务',
    copy: '复制',
    code: '代码',
    noScript: '这一页要有 JavaScript 才能显示。文档本身可以直接打开：',
    missing: '还缺一个文件，接口文档暂时显示不了',
    bring:
      '安装时没有取到它，多半是当时没有网络，或用了 --ignore-scripts。连上 npm 源，在项目目录里运行下面的命令，再刷新这一页：',
    meanwhile: '文档本身可以直接打开：',
  },
  en: {
    title: 'API reference',
    home: 'Home',
    control: 'Control',
    download: 'Download',
    part: 'Part of the document',
    all: 'All of it (slow to open)',
    thisMock: 'This mock',
    copy: 'Copy',
    code: 'Code',
    noScript: 'This page needs JavaScript. The document itself can be opened as it is:',
    missing: 'One file is missing, so the reference cannot be shown yet',
    bring:
      'The installation did not get it: most likely there was no network, or --ignore-scripts was given. With a connection to the npm registry, run this in the folder of the project and reload the page:',
    meanwhile: 'The document itself can be opened as it is:',
  },
}
