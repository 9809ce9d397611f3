import { api, idempotencyKey, unwrap } from '@/api/client'
import type { CaseQuery, CaseReceipt, Category, NewComplaintOnBehalf } from '@/api/types'

const at = (id: string) => ({ params: { path: { id } } })

export const fetchCases = (query: CaseQuery, signal?: AbortSignal) => unwrap(api.GET('/api/cases', { params: { query }, signal }))
export type CountQuery = Pick<CaseQuery, 'region' | 'owner' | 'assignee' | 'post'>
export const fetchCounts = ({ region, owner, assignee, post }: CountQuery) => unwrap(api.GET('/api/cases/counts', { params: { query: { region, owner, assignee, post } } }))
export const fetchCase = (id: string, signal?: AbortSignal) => unwrap(api.GET('/api/cases/{id}', { ...at(id), signal }))
export const fetchAssignees = (id: string) => unwrap(api.GET('/api/cases/{id}/assignees', at(id))).then((page) => page.items)
export const fetchBulkAssignees = (region: string) =>
  unwrap(api.GET('/api/cases/assignees', { params: { query: { region } } })).then((page) => page.items)
export const fetchSimilar = (id: string) => unwrap(api.GET('/api/cases/{id}/similar', at(id))).then((page) => page.items)
export const revealPhone = (id: string) => unwrap(api.POST('/api/cases/{id}/reporter-phone', at(id))).then((answer) => answer.phone)

export const acceptCase = (id: string, body: { version: number; note?: string }): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/accept', { ...at(id), body }))
export const rejectCase = (id: string, body: { version: number; reason: string }): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/reject', { ...at(id), body }))
export const assignCase = (id: string, body: { version: number; assigneeId?: string; assigneePostId?: string; note?: string }): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/assign', { ...at(id), body }))
export const startCase = (id: string, body: { version: number; note?: string }): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/start', { ...at(id), body }))
export const resolveCase = (id: string, body: { version: number; text: string; photoIds: string[] }): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/resolve', { ...at(id), body }))
export const closeCase = (id: string, body: { version: number; reason: string }): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/close', { ...at(id), body }))
export const noteOnCase = (id: string, body: { text: string; photoIds?: string[] }, key: string = idempotencyKey()): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/note', { ...at(id), headers: { 'Idempotency-Key': key }, body }))
export const mergeCase = (id: string, body: { version: number; intoNumber: string; reason?: string }): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/merge', { ...at(id), body }))

/** Files for somebody without a phone; `key` is made once per filled form. */
export const fileOnBehalf = (body: NewComplaintOnBehalf, key: string = idempotencyKey()): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/complaints/on-behalf', { body, headers: { 'Idempotency-Key': key } }))

let categories: Promise<Category[]> | null = null
/** The categories change once a year; one request per visit is enough. */
export function fetchCategories(): Promise<Category[]> {
  categories ??= unwrap(api.GET('/api/categories')).then((page) => page.items)
  categories.catch(() => { categories = null })
  return categories
}
