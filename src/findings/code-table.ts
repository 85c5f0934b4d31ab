import type { Severity } from './finding.ts'

/** What a code means, whoever reports it. */
export interface CodeMeaning {
  readonly severity: Severity
  readonly title: string
  readonly advice: string
  readonly titleZh: string
  readonly adviceZh: string
}

type Row = readonly [severity: Severity, title: string, advice: string, titleZh: string, adviceZh: string]

/** Every code of every command, in one table; the README lists it, and a test holds the two together. */
const ROWS = {
  // the file
  UNREADABLE: [
    'error',
    'A file cannot be read',
    'Mend the text at this place, or name a file that is there.',
    '文件无法读取',
    '请修正此处的文本，或指定存在的文件。',
  ],
  DUPLICATE_KEY: [
    'warning',
    'A key stands twice',
    'Take one of the two out: the last one counts.',
    '键重复',
    '请删去其中一个：以最后一个为准。',
  ],
  NOT_OPENAPI: [
    'error',
    'This is no OpenAPI document',
    'Begin it with `openapi: 3.1.0`, or with `swagger: "2.0"`.',
    '不是 OpenAPI 文档',
    '文档应以 openapi: 3.1.0 或 swagger: "2.0" 开头。',
  ],
  OPENAPI_SCHEMA: [
    'error',
    'The document breaks the schema of OpenAPI',
    'Write it as the OpenAPI Specification of this version has it.',
    '文档不符合 OpenAPI 规范的结构',
    '请按该版本的 OpenAPI 规范书写。',
  ],
  READ_OTHERWISE: [
    'warning',
    'Something is read otherwise than it is written',
    'Write what is meant: other tools may read it otherwise, or refuse it.',
    '实际读法与书写不同',
    '请写成真正的意思：别的工具可能读法不同，或者拒绝。',
  ],
  REF_UNRESOLVED: [
    'error',
    'A reference leads nowhere',
    'Correct the $ref, or add what it names.',
    '引用的目标不存在',
    '请改正 $ref，或补上它所指的内容。',
  ],
  REF_SIBLINGS: [
    'warning',
    'What stands beside a $ref is ignored',
    'Put the $ref into an allOf and what stands beside it next to that, or use OpenAPI 3.1.',
    '$ref 旁边的内容会被忽略',
    '请把 $ref 放进 allOf，或改用 OpenAPI 3.1。',
  ],
  // paths and operations
  PATH_PARAMETER_UNDECLARED: [
    'error',
    'A path parameter is not declared',
    'Declare it under `parameters` with `in: path` and `required: true`.',
    '路径参数没有声明',
    '请在 parameters 中以 in: path、required: true 声明。',
  ],
  PATH_PARAMETER_UNUSED: [
    'error',
    'A path parameter is not in the path',
    'Write {its name} into the path, or take the parameter out.',
    '路径中没有这个参数',
    '请在路径中写上该参数，或删去它的声明。',
  ],
  PARAMETER_DUPLICATE: [
    'error',
    'A parameter is declared twice',
    'Take one of the two out, or give it another name.',
    '参数重复声明',
    '请删去其中一个，或改名。',
  ],
  PARAMETER_IGNORED: [
    'warning',
    'A header parameter means nothing',
    'Accept and Content-Type follow from `content`, Authorization from `security`: declare it there.',
    '该请求头参数不起作用',
    'Accept、Content-Type 由 content 决定，Authorization 由 security 决定：请在那里声明。',
  ],
  PATH_UNREACHABLE: [
    'error',
    'No request reaches an operation',
    'Give the paths different texts, not only different names of parameters.',
    '没有请求能到达该操作',
    '请让路径本身不同，而不只是参数名不同。',
  ],
  PATH_WITH_QUERY: [
    'warning',
    'A path has a query or a fragment in it',
    'Declare query parameters instead: clients and servers match the path alone.',
    '路径里写了查询串或片段',
    '请改为声明查询参数：调用方与服务端只匹配路径。',
  ],
  OPERATION_ID_DUPLICATE: [
    'error',
    'An operationId is there twice',
    'Give each operation an operationId of its own.',
    'operationId 重复',
    '请为每个操作取不同的 operationId。',
  ],
  OPERATION_WITHOUT_SUCCESS: [
    'warning',
    'An operation declares no success',
    'Declare a response of 2XX, 3XX or `default`.',
    '操作没有声明成功的响应',
    '请声明 2XX、3XX 或 default 响应。',
  ],
  BODY_WITHOUT_MEANING: [
    'warning',
    'A body is declared where HTTP gives it no meaning',
    'Use query parameters, or another method: clients and proxies drop the body (RFC 9110, 9.3).',
    '该方法的请求体没有意义',
    '请用查询参数或换一个方法：调用方与代理会丢弃请求体（RFC 9110 第 9.3 节）。',
  ],
  SECURITY_UNDEFINED: [
    'error',
    'A security requirement names no scheme',
    'Define it under components/securitySchemes, or correct its name.',
    '安全要求所指的方案不存在',
    '请在 components/securitySchemes 中定义，或改正名称。',
  ],
  SCOPE_UNDEFINED: [
    'warning',
    'A scope is asked for that the scheme does not have',
    'Add the scope to the flows of the scheme, or correct its name.',
    '方案中没有所要求的 scope',
    '请在方案的 flows 中加入该 scope，或改正名称。',
  ],
  TAG_UNDEFINED: [
    'info',
    'A tag is not described',
    'Add it to the `tags` of the document, with a description.',
    '标签没有说明',
    '请在文档的 tags 中加入它并说明。',
  ],
  SERVER_VARIABLE_UNDEFINED: [
    'error',
    'A variable of a server is not defined',
    'Define it under `variables` with a default, or write the address out.',
    '服务器变量没有定义',
    '请在 variables 中定义它并给出默认值，或写出完整地址。',
  ],
  COMPONENT_UNUSED: [
    'info',
    'A component is not used',
    'Use it or take it out.',
    '组件没有被使用',
    '请使用它，或删去。',
  ],
  DESCRIPTION_EMPTY: [
    'warning',
    'A description is empty',
    'Say what it is, or take the line out.',
    '说明为空',
    '请写明含义，或删去这一行。',
  ],
  LINK_UNRESOLVED: [
    'error',
    'A link leads to no operation',
    'Correct its operationId or operationRef.',
    '链接所指的操作不存在',
    '请改正 operationId 或 operationRef。',
  ],
  // schemas
  SCHEMA_UNCOMPILABLE: [
    'error',
    'A schema cannot be compiled',
    'Mend what the message names: until then nothing can be validated against it.',
    '模式无法编译',
    '请按信息修正：在此之前无法用它做任何校验。',
  ],
  SCHEMA_UNSATISFIABLE: [
    'error',
    'No value satisfies a schema',
    'Loosen one of the keywords that contradict each other.',
    '没有值能满足该模式',
    '请放宽互相矛盾的关键字之一。',
  ],
  KEYWORD_UNKNOWN: [
    'warning',
    'A keyword of a schema is unknown',
    'Correct its spelling; a keyword of your own begins with x-.',
    '模式中有不认识的关键字',
    '请改正拼写；自定义关键字应以 x- 开头。',
  ],
  KEYWORD_WITHOUT_EFFECT: [
    'warning',
    'A keyword has no effect on values of this type',
    'Take it out, or correct the type.',
    '关键字对该类型不起作用',
    '请删去它，或改正 type。',
  ],
  LIMITS_CROSSED: [
    'error',
    'A lower limit is above the upper one',
    'Swap or correct the two limits: no value is within them.',
    '下限大于上限',
    '请改正上下限：没有值在其间。',
  ],
  REQUIRED_UNDECLARED: [
    'error',
    'A required property is forbidden',
    'Declare it under `properties`, or take it out of `required`: additionalProperties is false.',
    '必填属性不被允许',
    '请在 properties 中声明它，或从 required 中删去：additionalProperties 为 false。',
  ],
  ENUM_MISMATCH: [
    'error',
    'A value of an enum is not valid by its own schema',
    'Correct the value or the keyword that forbids it: it can never be sent.',
    '枚举值不符合自身的模式',
    '请改正该值，或改正禁止它的关键字：它永远无法出现。',
  ],
  ENUM_DUPLICATE: [
    'warning',
    'A value of an enum stands twice',
    'Take one of the two out.',
    '枚举值重复',
    '请删去其中一个。',
  ],
  DEFAULT_INVALID: [
    'error',
    'A default breaks its schema',
    'Write a default that is valid: clients send it.',
    '默认值不符合模式',
    '请写一个有效的默认值：调用方会发送它。',
  ],
  FORMAT_UNKNOWN: [
    'info',
    'A format is not known, so nothing is checked by it',
    'Add a `pattern` if values must have a form.',
    '未知的 format，不会被校验',
    '若值必须符合某种形式，请补充 pattern。',
  ],
  DISCRIMINATOR_UNDECLARED: [
    'warning',
    'A discriminator is not a required property of a branch',
    'Declare the property in each branch and make it required.',
    '判别属性未在分支中声明为必填',
    '请在每个分支中声明该属性并设为必填。',
  ],
  MAPPING_UNRESOLVED: [
    'error',
    'A discriminator maps to no schema of its branches',
    'Correct the name, or add the schema to oneOf or anyOf.',
    '判别映射所指的模式不在分支中',
    '请改正名称，或把该模式加入 oneOf、anyOf。',
  ],
  PATTERN_INVALID: [
    'error',
    'A pattern is no regular expression',
    'Write it in the syntax of ECMA-262, without slashes around it.',
    'pattern 不是正则表达式',
    '请按 ECMA-262 的语法书写，两端不加斜杠。',
  ],
  PATTERN_NOT_UNICODE: [
    'warning',
    'A pattern is none with Unicode',
    'Escape only what needs it: JSON Schema reads patterns with the flag u (core, 6.4).',
    'pattern 不符合 Unicode 模式的语法',
    '只转义需要转义的字符：JSON Schema 以 u 标志读取正则。',
  ],
  PATTERN_EXPONENTIAL: [
    'error',
    'A pattern can explode: exponential backtracking',
    'Make it impossible to match the same text in two ways: no quantifier within another over the same characters.',
    'pattern 可能指数级回溯（ReDoS）',
    '请让同一段文本只有一种匹配方式：不要让嵌套的量词匹配相同的字符。',
  ],
  PATTERN_POLYNOMIAL: [
    'warning',
    'A pattern is slow on long texts: polynomial backtracking',
    'Let neighbouring quantifiers match different characters, or bound them with {0,n}.',
    'pattern 对长文本很慢（多项式回溯）',
    '请让相邻的量词匹配不同的字符，或用 {0,n} 限定次数。',
  ],
  PATTERN_UNPROVEN: [
    'warning',
    'It cannot be proven that a pattern is fast',
    'Make it simpler: without backreferences and with smaller counts.',
    '无法证明 pattern 不会爆炸',
    '请简化：去掉反向引用，减小次数。',
  ],
  PATTERN_UNANCHORED: [
    'info',
    'A pattern is tried at every place of a text, which is slow on long ones',
    'Begin it with ^ if it is meant for the whole text.',
    'pattern 没有锚定，对长文本较慢',
    '若针对整个文本，请以 ^ 开头。',
  ],
  // examples
  EXAMPLE_INVALID: [
    'error',
    'An example breaks its schema',
    'Correct the example or the schema: readers copy examples.',
    '示例不符合模式',
    '请改正示例或模式：读者会照抄示例。',
  ],
  EXAMPLE_QUOTED: [
    'warning',
    'An example is a text that holds JSON',
    'Write it as a value, without quotes around it.',
    '示例是装着 JSON 的文本',
    '请直接写成值，不要加引号。',
  ],
  EXAMPLE_UNCHECKED: [
    'info',
    'An example is not checked',
    'Write it into the document as a value: nothing is fetched.',
    '示例未被检查',
    '请把它写进文档：本工具不会去下载。',
  ],
  // requests and answers
  OPERATION_DISABLED: [
    'error',
    'An operation cannot be compiled',
    'Mend what the message names: the mock answers it with 500.',
    '操作无法编译',
    '请按信息修正：mock 会以 500 回答它。',
  ],
  REQUEST_IMPOSSIBLE: [
    'error',
    'No valid request can be made',
    'Loosen what contradicts itself in the parameters or the body.',
    '无法构造有效的请求',
    '请放宽参数或请求体中自相矛盾之处。',
  ],
  REQUEST_REFUSED: [
    'error',
    'A valid request is refused',
    'See whether the document says the same thing twice and differently.',
    '有效的请求被拒绝',
    '请看文档是否对同一处有两种不同的说法。',
  ],
  ANSWER_IMPOSSIBLE: [
    'error',
    'A declared response cannot be answered',
    'Mend the schema that the message names.',
    '声明的响应无法给出',
    '请按信息修正模式。',
  ],
  ANSWER_INVALID: [
    'error',
    'An answer breaks the document',
    'See whether the schema can be read in two ways; if not, this is a fault of the mock.',
    '响应不符合文档',
    '请看模式是否有两种读法；若没有，则是 mock 的缺陷。',
  ],
  ANSWER_UNPROVEN: [
    'info',
    'It cannot be proven that an answer is valid',
    'Nothing has to be done; where it matters, declare content that can be read back, such as JSON.',
    '无法证明响应有效',
    '无需处理；若很重要，请声明可以读回的内容，例如 JSON。',
  ],
  FIXTURE_INVALID: [
    'error',
    'A fixture breaks the document',
    'Correct the fixture or the document.',
    '固定数据不符合文档',
    '请改正固定数据或文档。',
  ],
  FIXTURE_UNKNOWN: [
    'error',
    'A fixture is of no operation',
    'Name it by an operationId of the document.',
    '固定数据没有对应的操作',
    '请用文档中的 operationId 命名。',
  ],
} as const satisfies Readonly<Record<string, Row>>

export type FindingCode = keyof typeof ROWS

export const CODES = Object.fromEntries(
  Object.entries(ROWS).map(([code, [severity, title, advice, titleZh, adviceZh]]) => [
    code,
    { severity, title, advice, titleZh, adviceZh },
  ]),
) as unknown as Readonly<Record<FindingCode, CodeMeaning>>
