import type { ReportTable } from '../findings/report.ts'
import type { Coverage, SeenOperation } from './coverage.ts'

type Rows = ReportTable['rows']

/** What was seen and what was not, as tables: the last column counts, and 0 is never. */
export function coverageTables({ operations }: Coverage): readonly ReportTable[] {
  const rows = (list: (seen: SeenOperation) => Rows): Rows => operations.flatMap(list)
  const used = (list: (seen: SeenOperation) => Rows): Rows =>
    operations.flatMap((seen) => (seen.requests === 0 ? [] : list(seen)))
  return [
    {
      title: 'operations',
      titleZh: '操作',
      columns: ['operation', 'requests'],
      columnsZh: ['操作', '请求数'],
      counts: true,
      rows: rows((seen) => [[subjectOf(seen), seen.requests]]),
    },
    {
      title: 'statuses',
      titleZh: '状态码',
      columns: ['operation', 'status', 'seen'],
      columnsZh: ['操作', '状态码', '次数'],
      counts: true,
      rows: rows((seen) => [...seen.statuses].map(([key, count]) => [subjectOf(seen), key, count])),
    },
    {
      title: 'parameters',
      titleZh: '参数',
      columns: ['operation', 'parameter', 'seen'],
      columnsZh: ['操作', '参数', '次数'],
      counts: true,
      rows: rows((seen) => [...seen.parameters].map(([name, value]) => [subjectOf(seen), name, value.count])),
    },
    {
      title: 'enum values',
      titleZh: '枚举值',
      columns: ['operation', 'where', 'value', 'seen'],
      columnsZh: ['操作', '位置', '取值', '次数'],
      counts: true,
      rows: used(enumRows),
    },
    {
      title: 'bodies',
      titleZh: '内容',
      columns: ['operation', 'body', 'seen'],
      columnsZh: ['操作', '内容', '次数'],
      counts: true,
      rows: used((seen) => [...seen.bodies].map(([body, value]) => [subjectOf(seen), body, value.count])),
    },
    {
      title: 'properties',
      titleZh: '字段',
      columns: ['operation', 'body', 'property', 'seen'],
      columnsZh: ['操作', '内容', '字段', '次数'],
      counts: true,
      rows: used((seen) =>
        [...seen.bodies].flatMap(([body, value]) =>
          [...value.properties()].map(({ pointer, count }) => [subjectOf(seen), body, pointer, count]),
        ),
      ),
    },
  ]
}

function enumRows(seen: SeenOperation): Rows {
  return [...seen.parameters, ...seen.bodies].flatMap(([where, value]) =>
    [...value.enumValues()].map((one) => [
      subjectOf(seen),
      one.pointer === '' ? where : `${where} ${one.pointer}`,
      JSON.stringify(one.value) ?? '',
      one.count,
    ]),
  )
}

function subjectOf({ operation }: SeenOperation): string {
  return `${operation.method} ${operation.template}`
}
