import type { CaseAction, CaseClock, CaseCloseReason, CaseOutcome, CaseStatus, CaseView, Duration, TimelineType, Visibility } from '@/api/types'

export const statusNames: Record<CaseStatus, string> = {
  filed: '待受理', accepted: '已受理', inProgress: '办理中', resolved: '已办结', closed: '已关闭', rejected: '不予受理', merged: '已合并',
}
export const outcomeNames: Record<CaseOutcome, string> = { solved: '已解决', unsolved: '未解决', noAnswer: '未评价' }
export const viewNames: Record<CaseView, string> = { all: '全部', open: '待处理', mine: '我的', unassigned: '未指派', overdue: '超期', toVerify: '待核验', reviewDue: '挂账到期', toAccept: '待受理', dueToday: '今天到期', supervised: '督办待回复', unanswered: '留言待回复' }
export const visibilityNames: Record<Visibility, string> = { publicNamed: '公开（显示姓氏）', publicAnonymous: '公开（不显示姓名）', staffOnly: '仅工作人员可见' }
export const actionNames: Record<CaseAction, string> = {
  accept: '受理', reject: '不予受理', assign: '指派', start: '开始办理', resolve: '办结', close: '关闭', note: '备注', merge: '合并', revealPhone: '查看号码',
  pause: '暂停计时', resume: '恢复计时', askExtension: '申请延期', askDeferral: '申请挂账', decideRequest: '审批申请', return: '退单', transfer: '转办',
  supervise: '督办', answerSupervision: '回复督办', write: '给群众留言', verify: '核验',
}
export const timelineNames: Record<TimelineType, string> = {
  filed: '登记', accepted: '受理', rejected: '不予受理', assigned: '指派', started: '开始办理', resolved: '办结', closed: '关闭', noted: '备注',
  merged: '合并到其他案件', mergedFrom: '并入其他案件', rated: '群众评价', reopened: '重新办理', added: '补充说明', withdrawn: '撤回', urged: '催办', handedOver: '移交',
  paused: '暂停计时', resumed: '恢复计时', extensionAsked: '申请延期', extended: '延期', extensionRefused: '延期未批准', deferralAsked: '申请挂账', deferred: '挂账',
  deferralRefused: '挂账未批准', reviewDue: '到期复核', policyChanged: '时限调整', returned: '退单', transferred: '转办', supervised: '督办', supervisionAnswered: '回复督办',
  message: '留言', verified: '核验通过', verificationFailed: '核验未通过',
  responseOverdue: '受理超时', dueSoon: '即将到期', overdue: '超期', escalated: '时限提醒',
}
/** Who acted, where it is not one of the staff roles. */
export const actorNames: Record<string, string> = { villager: '村民', system: '系统', assignee: '承办人', reporter: '反映人' }
export const closeReasonNames: Record<CaseCloseReason, string> = { confirmed: '群众确认已解决', unanswered: '7 天没有评价', withdrawn: '群众撤回', byStaff: '工作人员关闭', verified: '核验通过' }
export const clockNames: Record<CaseClock, string> = { running: '计时中', paused: '暂停计时', deferred: '挂账' }

const unitNames: Record<Duration['unit'], string> = { clockHours: '小时', workingHours: '个工作小时', workingDays: '个工作日' }
export const durationText = (duration: Duration) => `${duration.amount} ${unitNames[duration.unit] ?? ''}`

export const caseText = {
  list: {
    title: '案件列表',
    region: '地区', category: '类别', status: '状态', dates: '登记日期', from: '起始日期', to: '截止日期', text: '编号、描述、地点中的文字',
    allCategories: '全部类别', allStatuses: '全部状态', allRegions: '全部辖区',
    filters: '筛选', filtersOn: (n: number) => `筛选（${n}）`,
    textNeeds: '按文字查找，需要先选择地区和登记日期范围。',
    textFill: '用我的辖区和最近 30 天',
    sorts: { 'filedAt.desc': '最新登记在前', 'filedAt.asc': '最早登记在前', 'dueAt.asc': '期限近的在前', 'dueAt.desc': '期限远的在前' } as Record<string, string>,
    columns: { what: '案件', category: '类别', status: '状态', place: '地点', owner: '承办', filed: '登记', due: '办结期限' },
    unassigned: '未指派',
    noText: '（没有文字说明）',
    selected: (n: number) => `已选 ${n} 件`,
    clearSelection: '取消选择',
    selectRow: (number: string) => `选择 ${number}`,
    bulkAccept: '批量受理', bulkAssign: '批量指派', bulkSupervise: '批量督办', tooMany: (most: number) => `一次最多处理 ${most} 件`,
    refresh: '刷新',
    empty: '没有符合条件的案件',
    marks: { support: (n: number) => `${n} 人同样反映`, reopen: (n: number) => `重办 ${n} 次`, urge: (n: number) => `催办 ${n} 次` },
  },
  assignee: { label: '承办人', placeholder: '选择承办人', option: (name: string, role: string, open: number) => `${name}（${role}，在办 ${open} 件）`, none: '没有可以指派的人' },
  detail: {
    back: '案件列表',
    reload: '刷新',
    noActions: '这个案件目前没有您可以进行的操作。',
    description: '反映内容',
    photos: '照片',
    before: '处理前', after: '处理后', addition: '补充',
    noBefore: '没有处理前照片', noAfter: '还没有处理后照片',
    place: '地点', map: '位置', coordinates: (lat: string, lng: string) => `北纬 ${lat}°，东经 ${lng}°`, accuracy: (metres: number) => `定位误差约 ${metres} 米`, noLocation: '没有定位，只有地址',
    facts: '基本情况',
    number: '编号', category: '类别', region: '地区', address: '地址', visibility: '公开范围', hidden: '对村委会保密', hiddenFromCommittee: '是，村委会看不到这个案件',
    about: '涉及村委会', aboutCommittee: '是，反映的是村委会，村委会不办理',
    owner: '承办单位', assignee: '承办人', unassigned: '未指派',
    reporter: '反映人', anonymous: '匿名', phone: '联系电话', noPhone: '没有留电话', onBehalf: '代办登记人',
    filedAt: '登记时间', respondBy: '受理期限', dueAt: '办结期限', acceptedAt: '受理时间', resolvedAt: '办结时间', closedAt: '关闭时间', closeReason: '关闭原因', clock: '计时',
    support: '同样反映', people: (n: number) => `${n} 人`, times: (n: number) => `${n} 次`, reopened: '重新办理', urged: '催办',
    revealSure: '查看完整号码会记入审计记录，请只在办理这个案件需要联系群众时查看。', revealed: '本次查看已记录',
    rating: '群众评价', solved: '已解决', unsolved: '没有解决', stars: (n: number) => `满意度 ${n} 分（满分 5 分）`,
    mergedInto: '这个案件已合并到', mergedCases: '已并入本案',
    timeline: '办理过程', internal: '内部，群众看不到', onBehalfOf: (name: string) => `代 ${name}`, to: (status: string) => `状态变为“${status}”`,
    overdue: '超期',
  },
  onBehalf: {
    title: '代办登记', lead: '替没有手机或不会用手机的群众登记问题。记录会写明由您代办。',
    reporterName: '反映人姓名', reporterPhone: '联系电话（可不填）', phoneShape: '请填写 11 位手机号，或带区号的座机号',
    category: '问题类别', region: '地区', regionHint: '尽量选到村', address: '具体地点', addressPlaceholder: '例如：村委会西侧路口，王家门前',
    description: '问题描述', descriptionHint: '有照片时可以不写', descriptionNeeded: '请填写问题描述，或者添加照片', photos: '照片',
    visibility: '公开范围', hidden: '对村委会保密', hiddenHint: '反映人不希望村委会知道时选择；反映村委会的问题不会转给村委会。',
    deadline: (respond: string, resolve: string) => `${respond}内受理，${resolve}内办结`,
    submit: '登记', done: '已登记', doneLead: (number: string) => `编号 ${number}`, doneDue: '办结期限', tell: '请把编号告诉反映人，方便以后查询。', open: '查看案件', another: '再登记一件',
    clearDraft: '清空重填',
  },
} as const
