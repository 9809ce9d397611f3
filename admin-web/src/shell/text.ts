export const shellText = {
  menu: '菜单',
  cases: '案件列表',
  onBehalf: '代办登记',
  reviews: '内容审核',
  pledges: '门前三包',
  codes: '二维码',
  deadLetters: '未送达消息',
  templates: '消息模板',
  staff: '人员管理',
  account: '我的账号',
  signOut: '退出登录',
} as const
