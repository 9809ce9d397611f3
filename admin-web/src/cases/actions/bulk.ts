import { api, unwrap } from '@/api/client'
import type { BulkItem, BulkResult } from '@/api/types'

export type BulkKind = 'accept' | 'assign' | 'supervise'

/** The same key for repeated tries of one filled form: what an earlier try did is answered again, not done again. */
const once = (key: string) => ({ headers: { 'Idempotency-Key': key } })
const resultsOf = (answer: { results: BulkResult[] }) => answer.results

export const bulkAccept = (items: BulkItem[], note: string | undefined, key: string) =>
  unwrap(api.POST('/api/cases/bulk/accept', { ...once(key), body: { items, note } })).then(resultsOf)
export const bulkAssign = (items: BulkItem[], to: { assigneeId: string } | { assigneePostId: string }, note: string | undefined, key: string) =>
  unwrap(api.POST('/api/cases/bulk/assign', { ...once(key), body: { items, ...to, note } })).then(resultsOf)
export const bulkSupervise = (items: BulkItem[], instruction: string, replyBy: string | undefined, key: string) =>
  unwrap(api.POST('/api/cases/bulk/supervise', { ...once(key), body: { items, instruction, replyBy } })).then(resultsOf)
