/** What makes a customer coherent, a rule a sentence, each with a customer that breaks it. */
import type { CustomerDetail, RoleType, RoleUser } from '../openapi/openapi.d.ts'

export interface Rule {
  /** What every ordinary customer does. */
  readonly name: string
  holds(customer: CustomerDetail): boolean
  /** Makes of any ordinary customer one that this rule must catch. */
  spoil(customer: CustomerDetail): CustomerDetail
}

const STATUSES = ['意向', '定金', '量房', '设计', '预算', '合同', '施工', '交付', '丢单']
const GLOBAL_STATUSES = [0, 0, 0, 0, 0, 1, 1, 3, 2]
const ROLE_NAMES = ['业务员', '设计师', '财务人员', '工程部经理', '项目经理', '施工队长']
/** The last role that may have someone, by status; a lost customer was lost from 预算 at the latest. */
const LAST_ROLES = [1, 2, 3, 3, 4, 5, 5, 5, 4]
const SOURCES =
  '线上流量 老客户转介绍 门店自然到店 小区推广 抖音 小红书 微信视频号 大众点评 土巴兔 电话营销 家博会 异业联盟 物业合作 房产中介合作 设计师推荐 员工推荐 团购活动 其他'.split(
    ' ',
  )
const CITIES =
  /^(上海|杭州|南京|苏州|无锡|宁波|合肥|北京|天津|广州|深圳|佛山|成都|重庆|武汉|长沙|西安|郑州|青岛|济南)$/
const AREAS: Readonly<Record<string, readonly [number, number]>> = {
  '1室1厅': [35, 55],
  '2室1厅': [55, 80],
  '2室2厅': [75, 98],
  '3室1厅': [85, 108],
  '3室2厅': [95, 140],
  '4室2厅': [125, 380],
  '5室2厅': [180, 320],
  复式: [120, 220],
  联排别墅: [220, 360],
  独栋别墅: [350, 800],
  LOFT: [40, 70],
}
const HOUSE = String.raw`(\d室\d厅|复式|联排别墅|独栋别墅|LOFT)`
const TYPE_FIRST = new RegExp(`^${HOUSE}(?:,大概|，| )(\\d+)(?:平米|㎡|平)`)
const AREA_FIRST = new RegExp(`^(\\d+)平${HOUSE}`)
const FLAT = '([1-9]|[12][0-9]|3[0-3])0[1-4]'
const BUILDING = '[1-9][0-9]?'
const SHANGHAI_ROOM = new RegExp(`^${BUILDING}号${FLAT}室?$`)
const OTHER_ROOM = new RegExp(
  `^${BUILDING}(栋[1-4]单元${FLAT}|幢${FLAT}室|-[1-4]-${FLAT}|座([1-9]|[12][0-9]|3[0-3])[A-D])$`,
)
const VILLA_ROOM = /^别墅[1-9][0-9]?号$/
const TITLED = /^.{1,2}(先生|女士|小姐|总|阿姨|叔|老师|先生[1-9]\d{0,2})$/u
const FULL_NAME = /^\p{Script=Han}{2,4}$/u
const MINORITY_NAME = /^\p{Script=Han}+·\p{Script=Han}+$|^\p{Script=Han}{4,6}$/u
const FREE_PHONE = /^1[59]4\d{8}$/
const NOW = Date.UTC(2026, 2, 9, 14, 56, 50)

export const RULES: readonly Rule[] = [
  {
    name: 'has the twenty fields in the order of the sample and no other',
    holds: (customer) =>
      Object.keys(customer).join() ===
      'id,status,global_status,finance_status,finance_project_id,description,community_name,room_number,customer_name,customer_address,customer_phone,status_id,customer_source,customer_source_id,customer_budget,customer_type,follower_name,follower_id,update_time,role_types',
    spoil: (customer) => ({ ...customer, extra: 1 }) as CustomerDetail,
  },
  {
    name: 'has the status of its status_id',
    holds: ({ status, status_id }) => status === STATUSES[status_id - 1],
    spoil: (customer) => ({ ...customer, status: customer.status === '意向' ? '定金' : '意向' }),
  },
  {
    name: 'has the global status of its stage',
    holds: ({ global_status, status_id }) => global_status === GLOBAL_STATUSES[status_id - 1],
    spoil: (customer) => ({ ...customer, global_status: customer.global_status === 2 ? 3 : 2 }),
  },
  {
    name: 'has no contract entered before 合同 or when lost, and one from 施工 on',
    holds: ({ finance_status, status_id }) =>
      status_id === 6 || finance_status === (status_id === 7 || status_id === 8 ? 1 : 0),
    spoil: (customer) => ({ ...customer, status_id: 7, finance_status: 0 }),
  },
  {
    name: 'has a finance project from 定金 on and none before',
    holds: ({ finance_project_id: project, status_id }) =>
      Number.isSafeInteger(project) && project >= 0 && (status_id === 9 || project > 0 === (status_id !== 1)),
    spoil: (customer) => ({ ...customer, status_id: 5, finance_project_id: 0 }),
  },
  {
    name: 'is willing once there is a contract',
    holds: ({ customer_type: type, status_id }) =>
      [1, 2, 3].includes(type) && !(status_id >= 6 && status_id <= 8 && type === 3),
    spoil: (customer) => ({ ...customer, status_id: 8, customer_type: 3 }),
  },
  {
    name: 'names its source as the dictionary does',
    holds: ({ customer_source, customer_source_id }) => customer_source === SOURCES[customer_source_id - 1],
    spoil: (customer) => ({ ...customer, customer_source_id: 19 }),
  },
  {
    name: 'has the six roles in order',
    holds: ({ role_types }) =>
      role_types.length === 6 &&
      role_types.every((role, index) => role.role_type === index && role.role_name === ROLE_NAMES[index]),
    spoil: (customer) => ({ ...customer, role_types: customer.role_types.toReversed() }),
  },
  {
    name: 'has in each role nobody or one to three people, and nobody twice in any',
    holds: ({ role_types }) => {
      const ids = role_types.flatMap(usersOf).map((user) => user.user_id)
      return new Set(ids).size === ids.length && role_types.every(({ users }) => fits(users))
    },
    spoil: (customer) => withUsers(customer, 1, []),
  },
  {
    name: 'has the roles staffed that its stage needs, and none too early',
    holds: ({ role_types, status_id }) =>
      role_types.every(
        ({ users }, role) =>
          (users === null || role <= (LAST_ROLES[status_id - 1] as number)) &&
          (users !== null || role === 0 || status_id < 7 || status_id === 9),
      ),
    spoil: (customer) => ({ ...withUsers(customer, 4, null), status_id: 7 }),
  },
  {
    name: 'is followed by one of its salespeople where it has any',
    holds: ({ follower_id, follower_name, role_types }) => {
      const sales = usersOf(role_types[0])
      const followed = sales.some(
        ({ user_id, user_name }) => user_id === follower_id && user_name === follower_name,
      )
      return sales.length === 0 || followed
    },
    spoil: (customer) =>
      withUsers(customer, 0, [{ user_id: 99, user_name: '外人', user_phone: '15400000000' }]),
  },
  {
    name: 'lives at city, community and room, joined',
    holds: (customer) => CITIES.test(cityOf(customer)),
    spoil: (customer) => ({ ...customer, customer_address: `${customer.customer_address}室` }),
  },
  {
    name: 'lives in a community of at most twenty characters',
    holds: ({ community_name }) => /^[\p{Script=Han}AB]{3,20}$/u.test(community_name),
    spoil: (customer) => ({ ...customer, community_name: '' }),
  },
  {
    name: 'has a door as its city writes it, on floor 1 to 33',
    holds: (customer) => {
      const { room_number: room } = customer
      const form = cityOf(customer) === '上海' ? SHANGHAI_ROOM : OTHER_ROOM
      return room === '' || VILLA_ROOM.test(room) || form.test(room)
    },
    spoil: (customer) => located(customer, '3栋5单元3402'),
  },
  {
    name: 'has the door of a villa if and only if it is one',
    holds: (customer) => {
      const type = homeOf(customer)?.type
      return type === undefined || type.endsWith('别墅') === VILLA_ROOM.test(customer.room_number)
    },
    spoil: (customer) => ({ ...located(customer, '别墅16号'), description: '3室2厅，114㎡，日式' }),
  },
  {
    name: 'lives in a 别墅 only in a villa, and in a 公寓 only under 90 m²',
    holds: (customer) => {
      const { community_name: community, room_number: room } = customer
      if (community.includes('别墅') && !VILLA_ROOM.test(room)) return false
      return !community.includes('公寓') || (homeOf(customer)?.area ?? 0) < 90
    },
    spoil: (customer) => ({
      ...customer,
      community_name: '云栖公寓',
      description: '3室2厅，114㎡，日式',
    }),
  },
  {
    name: 'has an area that suits its rooms',
    holds: (customer) => {
      const home = homeOf(customer)
      const [min, max] = AREAS[home?.type ?? ''] ?? [0, 0]
      return home === undefined || (min <= home.area && home.area <= max)
    },
    spoil: (customer) => ({ ...customer, description: '2室1厅,大概380平米' }),
  },
  {
    name: 'is described in at most sixty characters',
    holds: ({ description }) => [...description].length <= 60,
    spoil: (customer) => ({ ...customer, description: '很长的备注。'.repeat(11) }),
  },
  {
    name: 'has a budget of at most two decimals',
    holds: ({ customer_budget: budget }) => budget >= 0 && Number(budget.toFixed(2)) === budget,
    spoil: (customer) => ({ ...customer, customer_budget: 12.345 }),
  },
  {
    name: 'has a budget that suits its area, 0.04 to 0.65 万 a square metre, where both are known',
    holds: (customer) => {
      const area = homeOf(customer)?.area
      const price = area === undefined ? 0 : customer.customer_budget / area
      return price === 0 || (price >= 0.04 && price <= 0.65)
    },
    spoil: (customer) => ({ ...customer, description: '3室2厅,大概100平米', customer_budget: 66 }),
  },
  {
    name: 'is described with its own budget, and only until the contract',
    holds: ({ description, customer_budget, status_id }) => {
      const stated = /预算([\d.]+)万左右/.exec(description)?.[1]
      return (
        stated === undefined || (Number(stated) === customer_budget && (status_id < 6 || status_id === 9))
      )
    },
    spoil: (customer) => ({ ...customer, description: '88平3室1厅，全包，预算999万左右' }),
  },
  {
    name: 'is done up at 高端定制 only from 140 m² on',
    holds: (customer) => !customer.description.includes('高端定制') || (homeOf(customer)?.area ?? 0) >= 140,
    spoil: (customer) => ({ ...customer, description: '88平3室1厅，高端定制' }),
  },
  {
    name: 'has a name or a form of address, and its own community in brackets if any',
    holds: ({ customer_name, community_name }) => {
      const [name = '', bracketed] = customer_name.split(/[（）]/)
      if (bracketed !== undefined && bracketed !== community_name) return false
      return TITLED.test(name) || FULL_NAME.test(name) || MINORITY_NAME.test(name)
    },
    spoil: (customer) => ({ ...customer, customer_name: '申懿轩（别处）' }),
  },
  {
    name: 'has a phone of eleven digits that nobody has, and so have its people',
    holds: ({ customer_phone, role_types }) =>
      [customer_phone, ...role_types.flatMap(usersOf).map((user) => user.user_phone)].every((phone) =>
        FREE_PHONE.test(phone),
      ),
    spoil: (customer) => ({ ...customer, customer_phone: '13800138000' }),
  },
  {
    name: 'was updated at a real time of this year that is past',
    holds: ({ update_time }) => {
      const time = Date.parse(`2026-${update_time.replace(' ', 'T')}Z`)
      const real =
        !Number.isNaN(time) && new Date(time).toISOString().slice(5, 10) === update_time.slice(0, 5)
      return /^\d\d-\d\d \d\d:\d\d:\d\d$/.test(update_time) && real && time <= NOW
    },
    spoil: (customer) => ({ ...customer, update_time: '02-29 12:00:00' }),
  },
]

export function cityOf({ customer_address, community_name, room_number }: CustomerDetail): string {
  const rest = community_name + room_number
  return customer_address.endsWith(rest)
    ? customer_address.slice(0, customer_address.length - rest.length)
    : ''
}

/** What the description says of the home, if anything. */
export function homeOf({
  description,
}: CustomerDetail): { readonly type: string; readonly area: number } | undefined {
  const typeFirst = TYPE_FIRST.exec(description)
  if (typeFirst !== null) return { type: typeFirst[1] as string, area: Number(typeFirst[2]) }
  const areaFirst = AREA_FIRST.exec(description)
  return areaFirst === null ? undefined : { type: areaFirst[2] as string, area: Number(areaFirst[1]) }
}

export function usersOf(role: RoleType | undefined): readonly RoleUser[] {
  return role?.users ?? []
}

function fits(users: readonly RoleUser[] | null): boolean {
  return users === null || (users.length >= 1 && users.length <= 3)
}

function withUsers(customer: CustomerDetail, at: number, users: RoleUser[] | null): CustomerDetail {
  const role_types = customer.role_types.map((role) => (role.role_type === at ? { ...role, users } : role))
  return { ...customer, role_types }
}

function located(customer: CustomerDetail, room_number: string): CustomerDetail {
  return {
    ...customer,
    room_number,
    customer_address: cityOf(customer) + customer.community_name + room_number,
  }
}
