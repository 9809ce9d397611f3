import type { AuditEntry } from '@/api/types'
import { actionNames, auditText, groupNames } from './text'

const groupOf = (action: string) => action.split('.')[0]

export const actionName = (action: string): string => actionNames[action] ?? action
export const targetKindName = (kind: string): string => groupNames[kind] ?? kind

/** Who did it, in words. */
export function actorName(one: Pick<AuditEntry, 'actorKind' | 'actorId' | 'actorName'>): string {
  if (one.actorName !== null) return one.actorName
  if (one.actorKind === 'system') return auditText.system
  if (one.actorId === null) return auditText.nobody
  return one.actorKind === 'staff' ? auditText.goneStaff : auditText.goneVillager
}

/** The acts to choose from: each group as a whole, then one by one. */
export const actionOptions = Object.entries(groupNames)
  .map(([group, name]) => ({ group, name, actions: Object.keys(actionNames).filter((action) => groupOf(action) === group) }))
  .filter(({ actions }) => actions.length > 0)
  .map(({ group, name, actions }) => ({
    group: name,
    children: [...(actions.length > 1 ? [{ value: group, label: auditText.wholeGroup(name) }] : []), ...actions.map((value) => ({ value, label: actionName(value) }))],
  }))
