import { checkText } from './checks/text'
import { coverageText } from './coverage/text'
import { roundText } from './rounds/text'
import { signingText } from './signing/text'
import { wordingText } from './wording/text'

export const pledgeText = {
  title: '门前三包',
  tabs: { coverage: '签订率', signing: '承诺书签订', rounds: '检查安排', checks: '检查与异议', wording: '承诺书模板' },
  region: '选择地区',
  village: '选择村（社区）',
  needVillage: '请先在上面选择一个村（社区）。',
  and: '、',
  allAlleys: '全部胡同',
  guarantees: { cleanliness: '包卫生', order: '包秩序', greening: '包绿化' },
  print: '打印',
  columns: { alley: '胡同（小组）', door: '门牌', head: '户主', code: '户编码' },
  ...signingText,
  ...roundText,
  ...checkText,
  ...wordingText,
  ...coverageText,
} as const
