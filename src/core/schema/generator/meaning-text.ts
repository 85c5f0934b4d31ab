import type { Random } from '../../random.ts'
import { HEX, letters } from './letters.ts'
import type { Words } from './words.ts'

/** How a text of one meaning is made. `record` and `role` are shared by what tells of the same person or town. */
export interface Telling {
  readonly random: Random
  /** The place of the record, below it the place of the role (`author` of `author_email`). */
  readonly subject: Random
  readonly words: Words
}

export type Tell = (telling: Telling) => string

const IMAGES = 'https://images.example.com'
const DIGITS = [...'0123456789']
const CAPITALS = [...'ABCDEFGHJKLMNPQRSTUVWXYZ']
const ALPHANUMERIC = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789']

/** Every kind of text that is known, by the words that end a property's name or appear in a Chinese one. */
export const TEXT_MEANINGS: readonly (readonly [tell: Tell, names: string])[] = [
  [
    ({ subject, words }) => words.person(subject),
    'full name|fullname|person|person name|real name|realname|contact name|customer name|user real name|display name|displayname|author|owner|assignee|creator|created by|updated by|reviewer|sender|recipient|receiver|contact|manager|operator|employee name|姓名|名字|联系人|负责人|收件人|客户名称|用户名称|操作人|创建人|业务员|设计师|作者',
  ],
  [
    ({ subject, words }) => words.givenName(subject),
    'first name|firstname|given name|givenname|forename|middle name|名',
  ],
  [
    ({ subject, words }) => words.familyName(subject),
    'last name|lastname|family name|familyname|surname|姓|姓氏',
  ],
  [
    ({ subject, words }) => words.handle(subject),
    'username|user name|login|handle|nickname|nick name|nick|screen name|account|account name|用户名|昵称|账号|登录名',
  ],
  [
    ({ subject, words, random }) =>
      `${words.handle(subject)}@${random.pick(['example.com', 'example.org', 'example.net'])}`,
    'email|e mail|mail|email address|emailaddress|邮箱|电子邮件',
  ],
  [
    ({ random, words }) => words.phone(random),
    'phone|phone number|phonenumber|mobile|mobile phone|mobile number|cell|cellphone|tel|telephone|telephone number|fax|whatsapp|手机|手机号|电话|联系方式',
  ],
  [
    ({ random, words }) => words.job(random),
    'job|job title|jobtitle|occupation|profession|position|职位|岗位|职业',
  ],
  [
    ({ random, words }) => words.company(random),
    'company|company name|companyname|organization|organisation|organization name|org|vendor|supplier|brand|merchant|merchant name|seller|store|store name|shop|shop name|employer|publisher|bank|bank name|公司|企业|单位|商家|店铺|供应商|品牌',
  ],
  [({ random, words }) => words.department(random), 'department|dept|team|team name|部门|团队'],
  [
    ({ random, words }) => words.product(random),
    'product|product name|productname|item name|goods name|sku name|商品|产品|货品',
  ],
  [({ random, words }) => words.category(random), 'category|category name|genre|类别|分类|品类'],
  [({ subject, words }) => words.town(subject).city, 'city|town|city name|locality|城市|市'],
  [
    ({ subject, words }) => words.town(subject).district,
    'district|suburb|neighborhood|neighbourhood|area name|county|区|区县',
  ],
  [({ subject, words }) => words.town(subject).region, 'state name|region|province|省|省份|地区'],
  [({ subject, words }) => words.town(subject).country, 'country|country name|nation|nationality|国家|国籍'],
  [({ subject, words }) => words.town(subject).countryCode, 'country code|countrycode|iso code|国家代码'],
  [
    ({ subject, words }) => words.town(subject).postcode,
    'zip|zip code|zipcode|postal code|postalcode|postcode|post code|邮编|邮政编码',
  ],
  [({ subject, words }) => words.town(subject).timeZone, 'time zone|timezone|tz|时区'],
  [
    ({ subject, random, words }) => `${words.street(random)}, ${words.town(subject).city}`,
    'address|full address|location|地址|住址|位置',
  ],
  [
    ({ random, words }) => words.street(random),
    'street|street name|street address|address line|line1|address1|街道|详细地址',
  ],
  [({ subject, words }) => String(words.town(subject).latitude), 'lat|latitude|纬度'],
  [({ subject, words }) => String(words.town(subject).longitude), 'lng|lon|long|longitude|经度'],
  [({ words }) => words.currency, 'currency|currency code|currencycode|币种|货币'],
  [({ words }) => words.language, 'language|lang|locale|language code|语言'],
  [({ random, words }) => words.title(random), 'title|subject|headline|heading|caption|topic|标题|主题'],
  [({ random, words }) => words.label(random), 'name|label|名称'],
  [({ random, words }) => `<p>${words.sentence(random)}</p>`, 'html|body html'],
  [
    ({ random, words }) => words.sentence(random),
    'description|desc|summary|abstract|bio|about|content|body|text|message|msg|comment|comments|note|notes|remark|remarks|details|detail|reason|excerpt|instructions|feedback|review|intro|introduction|描述|备注|说明|简介|内容|留言|评论|原因|详情|消息|信息',
  ],
  [({ random, words }) => words.word(random), 'tag|keyword|topic name|标签|关键词'],
  [({ random, words }) => words.slug(random), 'slug|permalink|alias|key|identifier|path name'],
  [({ random, words }) => words.color(random), 'color name|colour name|颜色'],
  [({ random }) => `#${letters(random, HEX, 6)}`, 'color|colour|hex color|background color|text color'],
  [
    ({ random, words }) => `https://www.example.com/${words.slug(random)}`,
    'url|uri|link|href|website|web site|homepage|site|web url|blog|endpoint|callback|webhook|redirect|链接|网址|官网',
  ],
  [
    ({ random }) => `${IMAGES}/${random.integer(1000, 9999)}.png`,
    'avatar|avatar url|image|image url|img|photo|photo url|picture|pic|icon|icon url|logo|logo url|thumbnail|thumbnail url|thumb|cover|cover url|banner|poster|头像|图片|照片|封面',
  ],
  [
    ({ random }) => `https://files.example.com/${random.integer(1000, 9999)}.pdf`,
    'file url|attachment|attachment url|download url|document url|附件',
  ],
  [({ random, words }) => `${words.slug(random)}.pdf`, 'file|file name|filename|文件名'],
  [({ random, words }) => `/files/${words.slug(random)}.txt`, 'path|file path|filepath|路径'],
  [
    ({ random }) => random.pick(['application/pdf', 'image/png', 'text/plain', 'application/json']),
    'mime type|mimetype|content type|contenttype|media type|mediatype',
  ],
  [
    ({ random }) => `${random.integer(1, 5)}.${random.integer(0, 12)}.${random.integer(0, 9)}`,
    'version|app version|api version|semver|版本|版本号',
  ],
  [({ random }) => `192.0.2.${random.integer(1, 254)}`, 'ip|ip address|ipaddress|remote addr|client ip'],
  [
    ({ random }) => `${random.pick(['api', 'www', 'app', 'mail'])}.example.com`,
    'host|hostname|host name|domain|domain name|server',
  ],
  [
    ({ random }) => Array.from({ length: 6 }, () => letters(random, HEX, 2)).join(':'),
    'mac|mac address|macaddress',
  ],
  [
    ({ random }) => letters(random, ALPHANUMERIC, 32),
    'token|access token|accesstoken|refresh token|refreshtoken|api key|apikey|secret|client secret|session|nonce|signature|令牌|密钥',
  ],
  [({ random }) => `${letters(random, ALPHANUMERIC, 10)}!7`, 'password|passwd|pwd|passphrase|密码'],
  [({ random }) => letters(random, HEX, 40), 'hash|sha|sha1|checksum|digest|commit|etag|fingerprint|哈希'],
  [({ random }) => letters(random, HEX, 32), 'md5'],
  [({ random }) => letters(random, HEX, 64), 'sha256'],
  [
    ({ random }) => uuidLike(random),
    'uuid|guid|request id|requestid|trace id|traceid|correlation id|session id',
  ],
  [({ random }) => letters(random, ['1', '2', '3', '4', '5', '6', '7', '8', '9'], 8), 'id|ids|编号|单号'],
  [
    ({ random }) => `${letters(random, CAPITALS, 2)}-${letters(random, DIGITS, 6)}`,
    'code|number|no|num|order number|order no|invoice number|invoice no|reference|ref|reference number|serial|serial number|sku|barcode|tracking number|account number|订单号|代码|编码|流水号|货号',
  ],
  [({ random }) => random.pick(['active', 'pending', 'completed']), 'status|state|phase|stage'],
  [({ random }) => random.pick(['进行中', '已完成', '待处理']), '状态'],
  [({ random }) => random.pick(['standard', 'basic', 'premium']), 'type|kind|level|plan|tier|mode|variant'],
  [({ random }) => random.pick(['standard', 'member', 'admin']), 'role|role name|permission|group|scope'],
  [({ random }) => random.pick(['female', 'male']), 'gender|sex'],
  [({ random }) => random.pick(['男', '女']), '性别'],
  [({ random }) => random.pick(['kg', 'm', 'pcs', 'l']), 'unit|units|uom'],
  [({ random }) => random.pick(['件', '个', '箱', '平米']), '单位名称|计量单位'],
  [({ random }) => random.pick(['S', 'M', 'L', 'XL']), 'size'],
  [
    ({ random }) => (random.integer(100, 99999) / 100).toFixed(2),
    'price|amount|total amount|cost|fee|balance|subtotal|price amount|unit price|salary|income|revenue|budget|discount|tax|金额|价格|单价|费用|余额|总价|预算',
  ],
  [
    ({ random }) => String(random.integer(1, 60)),
    'count|quantity|qty|total|age|score|rank|order|sort|amount count|数量|年龄|总数|次数',
  ],
  [({ random }) => String(random.integer(2021, 2026)), 'year|年份'],
  [({ random }) => random.pick(['GET', 'POST', 'PUT', 'DELETE']), 'method|http method|verb'],
  [
    ({ random }) =>
      `Mozilla/5.0 (X11; Linux x86_64; rv:${random.integer(120, 140)}.0) Gecko/20100101 Firefox/${random.integer(120, 140)}.0`,
    'user agent|useragent|ua',
  ],
  [({ random }) => random.pick(['credit_card', 'bank_transfer', 'cash']), 'payment method|payment type'],
  [
    ({ random }) => `${random.pick(['51', '52', '53'])}${letters(random, DIGITS, 14)}`,
    'card number|cardnumber|pan',
  ],
  [({ random }) => letters(random, DIGITS, 6), 'otp|pin|verification code|captcha|验证码'],
]

/** What the plain `name` of something is; the first row are those who are persons. */
export const NAME_OWNERS: readonly (readonly [meaning: string, owners: string])[] = [
  [
    'person',
    'user|customer|client|person|people|author|owner|member|contact|employee|staff|patient|student|teacher|doctor|driver|guest|passenger|player|candidate|profile|account holder|assignee|creator|sender|recipient|manager|agent|lead|participant|attendee|buyer|parent|child|用户|客户|人员|员工|联系人',
  ],
  [
    'company',
    'company|organization|organisation|org|vendor|supplier|brand|merchant|store|shop|employer|publisher|restaurant|hotel|公司|商家|门店',
  ],
  ['first name', 'pet|cat|dog|animal|kitten|puppy|horse|宠物'],
  ['product', 'product|item|goods|sku|article|商品|产品'],
  ['category', 'category|genre|分类'],
  ['department', 'department|team|部门'],
  ['city', 'city|town|城市'],
  ['country', 'country|国家'],
  ['province', 'region|province|state|省份'],
  ['tag', 'tag|label|keyword|topic|标签'],
  ['file', 'file|attachment|document|附件'],
  ['role', 'role|permission|group|角色'],
  [
    'slug',
    'repository|repo|branch|package|module|bucket|cluster|namespace|queue|container|volume|node|env|environment|variable|key|header|plugin',
  ],
]

function uuidLike(random: Random): string {
  const digits = letters(random, HEX, 32)
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-')
}
