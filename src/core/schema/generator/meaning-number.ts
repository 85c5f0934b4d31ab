import type { Random } from '../../random.ts'
import type { Words } from './words.ts'

/** What numbers of one meaning usually are. `varied`: each record has its own, so an example will not do. */
export interface NumberKind {
  /** Of whole numbers. */
  readonly whole: readonly [number, number]
  /** Of numbers with a fraction; the same as `whole` where it is absent. */
  readonly fraction?: readonly [number, number]
  /** Digits after the decimal point. */
  readonly digits?: number
  readonly varied?: boolean
  tell?(subject: Random, words: Words): number
}

/** Every kind of number that is known, by the words that end a property's name or appear in a Chinese one. */
export const NUMBER_MEANINGS: readonly (readonly [kind: NumberKind, names: string])[] = [
  [{ whole: [1000, 999999], varied: true }, 'id|ids|uid|pid|no|编号|主键'],
  [{ whole: [18, 75] }, 'age|年龄'],
  [{ whole: [2019, 2026] }, 'year|年份|年度'],
  [{ whole: [1, 12] }, 'month|月份'],
  [{ whole: [1, 28] }, 'day|日'],
  [{ whole: [0, 23] }, 'hour|hours|小时'],
  [{ whole: [0, 59] }, 'minute|minutes|second|seconds|分钟'],
  [
    { whole: [10, 9000], fraction: [5, 900], digits: 2 },
    'price|amount|cost|fee|fees|balance|subtotal|total amount|total price|unit price|salary|income|revenue|budget|discount amount|tax|value|money|payment|deposit|refund|sum|金额|价格|单价|费用|余额|总价|预算|定金|工资|售价',
  ],
  [
    { whole: [1, 3] },
    'page|page number|pagenumber|current page|currentpage|page no|pageno|pagenum|页码|当前页',
  ],
  [{ whole: [20, 20] }, 'per page|perpage|page size|pagesize|limit|take|每页'],
  [{ whole: [5, 20] }, 'pages|total pages|totalpages|page count|pagecount|last page|总页数'],
  [
    { whole: [100, 400] },
    'total|total count|totalcount|total items|total results|total elements|totalelements|总数|总计|合计',
  ],
  [{ whole: [0, 60] }, 'offset|skip|start index'],
  [{ whole: [1, 60] }, 'count|num|number|items count|数|数量|次数|个数|人数'],
  [{ whole: [1, 12] }, 'quantity|qty|stock|件数|库存'],
  [{ whole: [1, 5], fraction: [1, 5], digits: 1 }, 'rating|stars|score|grade|level|评分|等级|星级'],
  [
    { whole: [0, 100], fraction: [0, 100], digits: 1 },
    'percent|percentage|progress|pct|discount|进度|百分比|占比',
  ],
  [{ whole: [0, 1], fraction: [0, 1], digits: 3 }, 'ratio|rate|probability|confidence|比例|比率|汇率'],
  [
    {
      whole: [-60, 70],
      fraction: [-60, 70],
      digits: 4,
      tell: (at, words) => words.town(at).latitude,
      varied: true,
    },
    'lat|latitude|纬度',
  ],
  [
    {
      whole: [-170, 170],
      fraction: [-170, 170],
      digits: 4,
      tell: (at, words) => words.town(at).longitude,
      varied: true,
    },
    'lng|lon|long|longitude|经度',
  ],
  [{ whole: [320, 1920] }, 'width|height|宽|宽度|高度'],
  [{ whole: [1024, 4_000_000] }, 'size|file size|filesize|bytes|length|content length|大小'],
  [
    { whole: [30, 3600], fraction: [0.5, 300], digits: 1 },
    'duration|elapsed|timeout|interval|ttl|latency|时长|耗时',
  ],
  [{ whole: [1, 80], fraction: [0.2, 80], digits: 1 }, 'weight|mass|重量'],
  [{ whole: [40, 180], fraction: [40, 180], digits: 1 }, 'area|面积'],
  [{ whole: [-5, 35], fraction: [-5, 35], digits: 1 }, 'temperature|temp|温度'],
  [{ whole: [1024, 49151] }, 'port|端口'],
  [{ whole: [1, 9] }, 'version|revision|版本'],
  [{ whole: [1, 20] }, 'order|position|rank|sort|index|sequence|priority|weight order|排序|序号|顺序'],
  [{ whole: [200, 200] }, 'status code|statuscode|http status|http code'],
  [{ whole: [0, 2] }, 'error count|errors count|failed|failures|retries'],
]
