/**
 * The page that the contract is written from, as it stands: its two tables and its sample.
 * The texts are copied, not corrected: half-width commas, `#` comments within JSON and all.
 */

/** One row of a table: the name, the type and the description that the page gives. */
export type SourceRow = readonly [name: string, type: 'int' | 'string' | 'object', text: string]

export const SOURCE_HEADERS: readonly SourceRow[] = [['user_id', 'int', '用户编号']]

export const SOURCE_QUERY: readonly SourceRow[] = [['customer_id', 'int', '客户ID']]

/** The page lists them on one level; the first three are the envelope, as its sample shows. */
export const SOURCE_ENVELOPE: readonly SourceRow[] = [
  ['code', 'int', '示例:0'],
  ['msg', 'string', '示例:成功'],
  ['data', 'object', '数据字典'],
]

export const SOURCE_CUSTOMER: readonly SourceRow[] = [
  ['id', 'int', '客户ID,示例:1'],
  ['status', 'string', '客户状态描述,示例:定金'],
  ['description', 'string', '客户备注,示例:4室2厅,大概380平米'],
  ['customer_name', 'string', '客户名称,示例:张先生111'],
  ['customer_address', 'string', '客户地址,示例:上海绿城10号1002'],
  ['customer_phone', 'string', '客户手机号,示例:15612341234'],
  [
    'status_id',
    'int',
    '客户状态枚举,1 - 意向,2 - 定金,3 - 量房,4 - 设计,5 - 预算,6 - 合同,7 - 施工,8 - 交付,9 - 丢单',
  ],
  ['customer_source', 'string', '客户来源名称,示例:线上流量'],
  ['customer_source_id', 'int', '客户来源ID,示例:1'],
  ['customer_budget', 'int', '客户预算,示例:60,单位万'],
  ['follower_name', 'string', '跟进人名称,示例:金苹果'],
  ['follower_id', 'int', '跟进人ID,示例:38'],
  ['update_time', 'string', '更新时间,示例:03-09 14:56:50'],
  ['customer_type', 'int', '客户类型,1 - 意愿较强,2 - 意愿一般,3 - 暂无意愿'],
  ['finance_status', 'int', '客户财务状态,0 - 未录入合同,1 - 已录入合同'],
  ['finance_project_id', 'int', '客户对应的财务ID'],
]

/** Not JSON: it carries comments. */
export const SOURCE_SAMPLE =
  '{ "code": 0, "msg": "成功", "data": { "id": 1, "status": "定金", "global_status": 0, # 0: 意向,1: 成单,2: 丢单,3: 完工 "finance_status": 0, # 0 - 未录入合同,1 - 已录入合同 "finance_project_id": 1, "description": "4室2厅,大概380平米", "community_name": "小区名称", "room_number": "门牌号", "customer_name": "张先生111", "customer_address": "上海绿城10号1002", "customer_phone": "15612341234", "status_id": 2, "customer_source": "线上流量", "customer_source_id": 1, "customer_budget": 60.00, "customer_type": 1, "follower_name": "金苹果", "follower_id": 38, "update_time": "03-09 14:56:50", "role_types": [ { "role_type": 0, "role_name": "业务员", "role_description": "角色说明", "users": null }, { "role_type": 1, "role_name": "设计师", "role_description": "角色说明", "users": [ { "user_id": 1, "user_name": "3", "user_phone": "17777777777" }, { "user_id": 1, "user_name": "3", "user_phone": "17777777777" }, { "user_id": 2, "user_name": "ssdfasdf", "user_phone": "18811112222" }, { "user_id": 3, "user_name": "夏冰", "user_phone": "18616632553" }, { "user_id": 4, "user_name": "姓名12", "user_phone": "18888888888" } ] }, { "role_type": 2, "role_name": "财务人员", "role_description": "角色说明", "users": null }, { "role_type": 3, "role_name": "工程部经理", "role_description": "角色说明", "users": null }, { "role_type": 4, "role_name": "项目经理", "role_description": "角色说明", "users": null }, { "role_type": 5, "role_name": "施工队长", "role_description": "角色说明", "users": null } ] } }'

/** The sample as the JSON it means to be: without its comments, in its own order. */
export function readSourceSample(): { readonly data: Readonly<Record<string, unknown>> } {
  return JSON.parse(SOURCE_SAMPLE.replaceAll(/#[^"]*/g, ''))
}
