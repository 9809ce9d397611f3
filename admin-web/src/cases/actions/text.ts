import type { CaseAction, CasePauseReason, CaseRequestKind, CaseRequestState, DeadlineUnit } from '@/api/types'

export const pauseReasonNames: Record<CasePauseReason, string> = { waitingForCitizen: '等待群众答复', weather: '天气原因', other: '其他原因', verification: '等待核验' }
export const unitNames: Record<DeadlineUnit, string> = { workingDays: '个工作日', workingHours: '个工作小时', clockHours: '小时' }
export const requestKindNames: Record<CaseRequestKind, string> = { extension: '申请延期', deferral: '申请挂账' }
export const requestStateNames: Record<CaseRequestState, string> = { pending: '待审批', approved: '已同意', refused: '未同意' }

export const actionText = {
  more: '更多操作',
  lead: {
    accept: '受理后，群众会收到通知。', reject: '群众会看到这里写的理由，请写清楚为什么不受理、可以找谁。', assign: '承办人会收到通知。', start: '表示已经着手处理。',
    resolve: '办结后群众会收到通知并评价。需要写明怎么处理的，并附至少一张处理后的照片。', close: '没有群众评价就关闭，会单独计入统计。请写明原因。',
    note: '备注只有工作人员能看到。', merge: '反映同一个问题的案件可以合并；本案的反映人会收到新的编号和进展。', revealPhone: '',
    pause: '暂停期间不计办理时限。群众会看到原因；到期后自动恢复计时。', resume: '剩下的办理时限从现在起接着算。',
    askExtension: '由上一级审批。须在到期之前申请，一个案件最多延期两次。', askDeferral: '短期内解决不了的，写明计划和复核日期，由上一级审批。挂账期间不算超期。',
    decideRequest: '', return: '不属于本单位的，写明应由哪个单位办理。一个案件最多退单两次。', transfer: '由乡镇或县里确定承办单位。',
    supervise: '承办单位会收到督办要求，并须书面回复。', answerSupervision: '督办人会收到这里写的回复。', write: '群众会收到消息，可以直接回复。',
    verify: '核验人不能是办理人。通过后才请群众评价；不通过则退回继续办理。',
  } satisfies Record<CaseAction, string> as Record<CaseAction, string>,
  label: {
    accept: '备注（可不填）', assign: '备注（可不填）', start: '备注（可不填）', reject: '不予受理的理由', close: '关闭原因', merge: '合并说明（可不填）',
    resolve: '处理情况', note: '备注内容', pause: '暂停的具体原因', resume: '说明（可不填）', askExtension: '延期理由', askDeferral: '解决计划',
    decideRequest: '审批意见（同意时可不填）', return: '退单理由', transfer: '转办理由', supervise: '督办要求', answerSupervision: '回复内容', write: '留言内容',
    verify: '核验情况（通过时可不填）', revealPhone: '',
  } satisfies Record<CaseAction, string> as Record<CaseAction, string>,
  reassign: '改派原因', refuseReason: '不同意的理由', failReason: '哪里没有办好',
  placeholder: {
    resolve: '例如：5 月 6 日上午清运了堆在路口的垃圾，并安排保洁员每天巡查。', pause: '例如：请您告诉我们是哪一段路。', askDeferral: '例如：已列入明年道路硬化计划，六月前完成招标。',
  } as Partial<Record<CaseAction, string>>,
  afterPhotos: '处理后的照片', otherPhotos: '照片（可不加）', photoNeeded: '请添加至少一张处理后的照片', photosBusy: '照片还在上传，请稍候',
  intoNumber: '合并到哪个案件（编号）', intoPlaceholder: '例如 GD2102832026050600012', similar: '附近的同类案件', noSimilar: '附近没有找到同类案件，可以直接输入编号。', metres: (n: number) => `相距约 ${n} 米`,
  pauseReason: '暂停原因', until: '最晚暂停到（当天 24 点）', daysOn: (n: number) => `${n} 天后`,
  amount: '延长多久', amountShape: '请填写 1 到 1440 之间的整数',
  reviewOn: '复核日期', replyBy: '回复期限（可不填，当天 24 点）', office: '承办单位', officeNone: '没有可以选择的单位',
  request: (kind: string, who: string, at: string) => `${who}于 ${at} ${kind}`, more_: (amount: number, unit: string) => `延长 ${amount} ${unit}`, reviewAt: (at: string) => `复核日期 ${at}`,
  decision: '审批结果', approve: '同意', refuse: '不同意',
  verdict: '核验结果', passed: '通过', failed: '不通过',
  supervision: '回复哪一项督办',
  to: '交给', toPerson: '个人', toPost: '岗位', post: '岗位', postPlaceholder: '选择岗位', postNone: '这个村今天没有人在岗',
  postOption: (title: string, alley: string | null, who: string, open: number) => `${title}${alley === null ? '' : ` · ${alley}`}（${who}，在办 ${open} 件）`,
  nobody: '无人在岗',
  stale: '在您填写时，这个案件被别人修改过，所以没有提交。',
  staleReload: '加载最新情况（保留已填内容）',
  noLonger: (status: string) => `案件现在是“${status}”，不能再进行这项操作。已填的内容还在，可以复制后再关闭。`,
  reloaded: '已加载最新情况，请核对后再提交。',
  done: (action: string) => `${action}成功`,
  sendKey: 'Ctrl + Enter 提交',
} as const

export const repliesText = {
  open: '常用语', save: '把现在的文字存为本单位常用语', keepHint: '同一单位的人都能用。请不要写群众的姓名、电话和住址。', none: '还没有常用语',
  saved: '已存为本单位常用语', kept: '常用语由同一单位的人共用。', manage: '管理常用语', failed: '单位的常用语暂时读不到。',
  local: '只在这台电脑', shipped: '自带', localLead: (n: number) => `有 ${n} 条以前只存在这台电脑上。`, share: '存为本单位常用语，大家共用', moved: '已存为本单位常用语',
  /** Offered until somebody keeps their own. */
  first: {
    accept: ['已收到，我们会尽快安排人员到现场查看。'],
    reject: ['经核实，该问题不属于本部门职责，请拨打 12345 咨询。'],
    resolve: ['已安排人员清理完毕，并将加强日常巡查。', '已修复，请您查看，谢谢您的监督。'],
    write: ['请您补充一下具体位置，方便我们尽快处理。', '我们已安排人员处理，请您稍候。'],
    pause: ['因连日下雨无法施工，天晴后立即处理。'],
    verify: ['现场查看，问题已解决。'],
  } as Partial<Record<CaseAction, readonly string[]>>,
} as const

export const bulkText = {
  title: { accept: (n: number) => `批量受理 ${n} 件`, assign: (n: number) => `批量指派 ${n} 件`, supervise: (n: number) => `批量督办 ${n} 件` },
  lead: {
    accept: '逐件受理；不能受理的会在结果中说明原因，不影响其他案件。',
    assign: '逐件指派；不能指派的会在结果中说明原因，不影响其他案件。',
    supervise: '逐件督办；不能督办的会在结果中说明原因，不影响其他案件。',
  },
  note: '备注（可不填）', postsOneVillage: '选中的案件都在同一个村时，才能指派给岗位。',
  working: (all: number) => `正在逐件处理 ${all} 件，请稍候…`, again: '再点一次“确定”就会接着办，已经办好的不会重复。',
  resultTitle: '处理结果',
  summary: (ok: number, failed: number) => (failed === 0 ? `${ok} 件全部成功。` : `${ok} 件成功，${failed} 件没有成功。`),
  done: '成功', failed: '未成功',
} as const
