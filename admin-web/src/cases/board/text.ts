export const boardText = {
  title: '看板', filed: '待受理', accepted: '已受理', inProgress: '办理中', stopped: '暂停和挂账', resolved: '已办结，待评价',
  mine: '只看我承办的', count: (n: number, more: boolean) => `${n}${more ? '+' : ''}`, none: '没有案件', more: '显示更多', refresh: '刷新',
  legend: { overdue: '超期', soon: '24 小时内到期', calm: '期限内' },
} as const
