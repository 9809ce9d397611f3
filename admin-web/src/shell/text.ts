export const shellText = {
  menu: '菜单',
  day: '我的一天',
  cases: '案件列表',
  board: '看板',
  onBehalf: '代办登记',
  reviews: '内容审核',
<<<<<<< HEAD
  households: '户籍登记',
  householdRequests: '入户申请',
=======
  pledges: '门前三包',
>>>>>>> pledge-console
  codes: '二维码',
  posts: '村级岗位',
  responsibilities: '包保责任',
  routing: '分派规则',
  deadlines: '时限与日历',
  deadLetters: '未送达消息',
  templates: '消息模板',
  rates: '统计分析',
  audit: '操作记录',
  staff: '人员管理',
  account: '我的账号',
  signOut: '退出登录',
} as const
