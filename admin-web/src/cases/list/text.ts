import type { CaseKind, CaseLateness } from '@/api/types'

export const kindNames: Record<CaseKind, string> = { complaint: '群众反映', finding: '检查发现', serviceCall: '服务报修' }
export const latenessNames: Record<CaseLateness, string> = { dueSoon: '即将到期', overdue: '已超期', longOverdue: '严重超期', responseOverdue: '受理超时' }

export const filterText = {
  kind: '全部来源', clock: '计时状态', lateness: '时限', relapse: '反弹问题', mine: '我承办的', more: '更多筛选', less: '收起筛选',
  saved: '常用筛选', save: '保存当前筛选', name: '名称', namePlaceholder: '例如：石桥村超期', keep: '保存', remove: (name: string) => `删除常用筛选：${name}`,
  kept: '换一台电脑登录也能用', done: '已保存筛选', failed: '常用筛选暂时读不到。', fromHere: '（本机）',
  assignee: '承办人', of: (kind: string, name: string) => (name === '' ? `只看一个${kind}` : `${kind}：${name}`), owners: { owner: '承办单位', assignee: '承办人', post: '岗位' }, dropOwner: '不再只看这个',
  export: '导出台账', exporting: '正在导出…', exported: '已导出', keys: '快捷键',
  accepted: (number: string) => `${number} 已受理`, notFiled: '只有待受理的案件可以受理',
} as const

export const markText = { relapse: '反弹', toVerify: '待核验', finding: '检查发现', serviceCall: '服务报修' } as const

export const keyText = {
  title: '键盘快捷键', note: '正在输入文字或打开对话框时，快捷键不起作用。',
  list: [
    ['J', '下一件'], ['K', '上一件'], ['Enter', '打开'], ['A', '受理'], ['X', '选择或取消选择'], ['N', '下一页'], ['P', '上一页'], ['?', '显示这个帮助'],
  ],
  one: [
    ['J', '列表里的下一件'], ['K', '列表里的上一件'], ['A', '受理'], ['G', '指派'], ['S', '开始办理'], ['R', '办结'], ['V', '核验'], ['D', '审批申请'], ['W', '给群众留言'],
    ['B', '备注'], ['U', '回到列表'], ['Ctrl + Enter', '提交对话框'], ['?', '显示这个帮助'],
  ],
  noMore: '已经是最后一件', noEarlier: '已经是第一件', place: (at: number, known: number, more: boolean) => `第 ${at} 件，共 ${known}${more ? '+' : ''} 件`,
} as const
