import { createWords, type Town, type Words } from './words.ts'

const GIVEN =
  '伟 芳 敏 静 强 磊 洋 艳 勇 杰 婷 浩然 子轩 欣怡 雨桐 梓涵 建国 秀英 志强 晓明 佳琪 思远 文静 嘉豪'
const GIVEN_ASCII =
  'wei fang min jing qiang lei yang yan yong jie ting haoran zixuan xinyi yutong zihan jianguo xiuying zhiqiang xiaoming jiaqi siyuan wenjing jiahao'
const FAMILY = '王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林 罗'
const FAMILY_ASCII = 'wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo'

export const CHINESE: Words = createWords({
  given: GIVEN.split(' '),
  family: FAMILY.split(' '),
  givenAscii: GIVEN_ASCII.split(' '),
  familyAscii: FAMILY_ASCII.split(' '),
  fullName: (given, family) => family + given,
  towns: [
    town('上海市', '徐汇区', '上海市', '200030', 31.1883, 121.4365),
    town('北京市', '朝阳区', '北京市', '100020', 39.9219, 116.4436),
    town('杭州市', '西湖区', '浙江省', '310013', 30.2594, 120.1303),
    town('成都市', '武侯区', '四川省', '610041', 30.6418, 104.0434),
    town('广州市', '天河区', '广东省', '510630', 23.1247, 113.3612),
    town('深圳市', '南山区', '广东省', '518052', 22.5333, 113.9304),
    town('武汉市', '江汉区', '湖北省', '430021', 30.6015, 114.2708),
    town('南京市', '鼓楼区', '江苏省', '210009', 32.0664, 118.7697),
  ],
  streets: '中山路 解放路 人民路 建设路 文化路 滨江大道 长江路 花园路 新华路 学府路'.split(' '),
  address: (street, number) => `${street}${number}号`,
  phones: ['154########', '194########'],
  jobs: '产品经理 软件工程师 室内设计师 会计 教师 销售顾问 项目经理 护士'.split(' '),
  companies: '云帆科技有限公司 晨光贸易有限公司 和悦装饰工程有限公司 蓝海物流有限公司 青禾食品有限公司'.split(
    ' ',
  ),
  departments: '销售部 财务部 技术部 客服部 市场部 运营部 人力资源部'.split(' '),
  products:
    '胡桃木台灯 羊毛披肩 陶瓷咖啡杯 轻便跑鞋 降噪耳机 亚麻衬衫 不锈钢水杯 折叠自行车 铸铁锅 帆布背包'.split(
      ' ',
    ),
  categories: '家居 户外 数码 服饰 图书 园艺 文具'.split(' '),
  titles:
    '季度工作安排 秋季新品上架 新版本发布说明 周末营业时间调整 小户型收纳的五个办法 客户座谈会纪要 支付页面升级通知 新办公室搬迁指南'.split(
      ' ',
    ),
  sentences: [
    '三个工作日内送达，支持免费退换。',
    '客户希望高楼层、安静的房间。',
    '送货前请先电话联系，门铃坏了。',
    '再次打开列表时保留上次的筛选条件。',
    '客服已核实，可以关闭。',
    '采用环保材料，三十度可机洗。',
    '简要说明上次会议以来的变化。',
  ],
  labels: '春风计划 星河项目 晨曦方案 云栖一号 锦绣系列 青山小组 蓝海专区 朝阳模板'.split(' '),
  words: '收纳 采光 环保 新品 热销 限时 精选 简约 家庭 通勤'.split(' '),
  colors: '青色 藏青 橄榄绿 珊瑚红 米白 石板灰 琥珀色'.split(' '),
  currency: 'CNY',
  language: 'zh-CN',
})

function town(
  city: string,
  district: string,
  region: string,
  postcode: string,
  latitude: number,
  longitude: number,
): Town {
  const country = { country: '中国', countryCode: 'CN', timeZone: 'Asia/Shanghai' }
  return { city, district, region, postcode, latitude, longitude, ...country }
}
