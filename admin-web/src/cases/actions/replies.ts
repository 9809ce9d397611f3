import { api, idempotencyKey, unwrap } from '@/api/client'
import type { CannedReply, CaseAction, Me } from '@/api/types'
import { repliesText } from './text'

/** As the API allows it, in characters. */
export const longestReply = 2000

/** Where a person keeps words: their county, township, village, or their department there. */
export interface ReplyPlace { regionCode: string; officeId?: string; name: string }

/** The places whose words a person may change, most local first. */
export function placesOf(me: Pick<Me, 'grants'> | null): ReplyPlace[] {
  const places = (me?.grants ?? []).flatMap((grant): ReplyPlace[] => {
    if (grant.role === 'departmentOfficer') return grant.officeId ? [{ regionCode: grant.regionCode, officeId: grant.officeId, name: grant.officeName ?? grant.regionName }] : []
    return ['villageCommittee', 'townshipStaff', 'countyOffice'].includes(grant.role) ? [{ regionCode: grant.regionCode, name: grant.regionName }] : []
  })
  return places.filter((one, at) => places.findIndex((other) => other.regionCode === one.regionCode && other.officeId === one.officeId) === at)
    .sort((a, b) => b.regionCode.length - a.regionCode.length)
}

export const placeNameOf = (reply: Pick<CannedReply, 'officeName' | 'regionName'>) => reply.officeName ?? reply.regionName

/** Words for a case of `region`; without it those of one's own places. */
export const fetchReplies = (region?: string, signal?: AbortSignal) => unwrap(api.GET('/api/cases/replies', { params: { query: { region } }, signal })).then((page) => page.items)
/** The same words are kept once. */
export const addReply = (place: ReplyPlace, action: CaseAction | undefined, text: string, key: string = idempotencyKey()) =>
  unwrap(api.POST('/api/cases/replies', { headers: { 'Idempotency-Key': key }, body: { regionCode: place.regionCode, officeId: place.officeId, action, text } }))
export const changeReply = (reply: Pick<CannedReply, 'id' | 'version'>, action: CaseAction | undefined, text: string) =>
  unwrap(api.PUT('/api/cases/replies/{id}', { params: { path: { id: reply.id } }, body: { version: reply.version, action, text } }))
export const removeReply = ({ id, version }: Pick<CannedReply, 'id' | 'version'>) => unwrap(api.DELETE('/api/cases/replies/{id}', { params: { path: { id }, query: { version } } }))

export interface OfferedReply { words: string; from: string }

/** What is offered for an action: those kept for it, those kept for everything, then those the console brings along. */
export function repliesFor(action: CaseAction, kept: readonly CannedReply[], local: readonly string[]): OfferedReply[] {
  const fitting = kept.filter((one) => one.action === action || one.action === null).sort((a, b) => Number(a.action === null) - Number(b.action === null))
  const offered = [
    ...fitting.map((one) => ({ words: one.text, from: placeNameOf(one) })), ...local.map((words) => ({ words, from: repliesText.local })),
    ...(repliesText.first[action] ?? []).map((words) => ({ words, from: repliesText.shipped })),
  ]
  return offered.filter((one, at) => offered.findIndex((other) => other.words === one.words) === at)
}

const keyOf = (account: string) => `engagement.replies.${account}`

/** What an earlier version of the console kept in this browser. */
export function localReplies(account: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(account)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string' && one.trim() !== '').map((one) => one.trim().slice(0, longestReply)) : []
  } catch {
    return []
  }
}

export function forgetLocalReplies(account: string): void {
  try {
    localStorage.removeItem(keyOf(account))
  } catch {
    // What may not be read was never offered.
  }
}
