import type { DayCounts } from '@/api/types'

export const dayText = {
  title: '我的一天', lead: (date: string) => `${date}，先看这些`, mine: '只看我承办的', all: '我辖区的', refresh: '刷新', see: '全部', most: (n: number) => (n >= 100 ? '99+' : String(n)),
  clear: '目前没有等您处理的事。', none: '没有', request: (kind: string, what: string) => `${kind}：${what}`, decide: '去审批',
  names: { toAccept: '等待受理', overdue: '超期', dueToday: '今天到期', requests: '等我审批', toVerify: '等待核验', supervised: '督办待回复', unanswered: '留言待回复', reviewDue: '挂账到期复核' } satisfies Record<keyof DayCounts, string> as Record<keyof DayCounts, string>,
} as const
