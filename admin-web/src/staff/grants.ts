import type { NewGrant, Role, StaffGrant } from '@/api/types'
import { text } from '@/shared/text'
import { dateOf } from '@/shared/time'
import { staffText } from './text'

export const assignableRoles: readonly Role[] = ['villageCommittee', 'townshipStaff', 'departmentOfficer', 'countyOffice', 'inspector', 'auditor', 'administrator']
/** Roles that act for an office, which then owns or receives cases. */
const officeRoles: ReadonlySet<Role> = new Set(['villageCommittee', 'townshipStaff', 'departmentOfficer', 'countyOffice'])
export const needsOffice = (role: Role | '') => role !== '' && officeRoles.has(role)

export interface GrantForm { role: Role | ''; regionCode: string; officeId: string; from: string; to: string }
export const emptyGrant = (): GrantForm => ({ role: '', regionCode: '', officeId: '', from: '', to: '' })

export function checkGrant(form: GrantForm): { role?: string; regionCode?: string } {
  return {
    ...(form.role === '' ? { role: text.choose(staffText.role) } : {}),
    ...(form.regionCode === '' ? { regionCode: text.choose(staffText.region) } : {}),
  }
}

/** The form as the API wants it; call after `checkGrant` found nothing. */
export function toGrant(form: GrantForm): NewGrant {
  return { role: form.role as Role, regionCode: form.regionCode, officeId: form.officeId || undefined, from: form.from || undefined, to: form.to || undefined }
}

export const isOver = (grant: StaffGrant, now = new Date()) => grant.to !== null && new Date(grant.to) <= now

/** `2026-01-01 起` or `至 2026-12-31`, as far as it says something. */
export function grantTerm(grant: StaffGrant): string {
  if (isOver(grant)) return staffText.ended
  return grant.to === null ? staffText.from(dateOf(grant.from)) : staffText.until(dateOf(grant.to))
}
