import type { CaseClock, CaseKind, CaseLateness, CaseListItem, CaseOutcome, CaseStatus, CaseView } from '@/api/types'
import { dueTone, formatDue, type DueTone } from '@/shared/time'

export const allStatuses: readonly CaseStatus[] = ['filed', 'accepted', 'inProgress', 'resolved', 'closed', 'rejected', 'merged']
export const allViews: readonly CaseView[] = ['open', 'mine', 'unassigned', 'dueToday', 'overdue', 'supervised', 'unanswered', 'toVerify', 'reviewDue', 'toAccept', 'all']
/** Always offered above the list; the others come from the day's page. */
export const tabViews: readonly CaseView[] = ['open', 'mine', 'unassigned', 'overdue', 'toVerify', 'all']
export const allKinds: readonly CaseKind[] = ['complaint', 'finding', 'serviceCall']
export const allClocks: readonly CaseClock[] = ['running', 'paused', 'deferred']
export const allLateness: readonly CaseLateness[] = ['dueSoon', 'overdue', 'longOverdue', 'responseOverdue']

type Theme = 'default' | 'primary' | 'success' | 'warning' | 'danger'
export const statusThemes: Record<CaseStatus, Theme> = {
  filed: 'warning', accepted: 'primary', inProgress: 'primary', resolved: 'success', closed: 'default', rejected: 'default', merged: 'default',
}
export const outcomeThemes: Record<CaseOutcome, Theme> = { solved: 'success', unsolved: 'danger', noAnswer: 'default' }

const running: ReadonlySet<CaseStatus> = new Set(['filed', 'accepted', 'inProgress'])

export interface Due {
  tone: DueTone
  /** `还剩 3 小时`; empty when the deadline no longer runs. */
  words: string
}

/** How the deadline of a case looks at `now`; only cases still being worked on can be urgent. */
export function dueOf(one: Pick<CaseListItem, 'status' | 'dueAt' | 'overdue'> & { clock?: CaseClock }, now: Date): Due {
  // While the clock stands the date is only where it would end if it went on at its latest.
  if (one.clock !== undefined && one.clock !== 'running' && !one.overdue) return { tone: 'calm', words: '' }
  if (!running.has(one.status)) return { tone: one.overdue ? 'overdue' : 'calm', words: '' }
  // The server's word counts for overdue: pauses move the end in ways the date alone does not show.
  return { tone: one.overdue ? 'overdue' : dueTone(one.dueAt, now), words: formatDue(one.dueAt, now) }
}
