import { api, idempotencyKey, unwrap } from '@/api/client'
import type { CasePauseReason, CaseReceipt, DeadlineUnit } from '@/api/types'

const at = (id: string) => ({ params: { path: { id } } })
const once = (key: string = idempotencyKey()) => ({ headers: { 'Idempotency-Key': key } })

export const pauseCase = (id: string, body: { version: number; reason: CasePauseReason; text: string; until: string }): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/pause', { ...at(id), body }))
export const resumeCase = (id: string, body: { version: number; note?: string }): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/resume', { ...at(id), body }))
export const askExtension = (id: string, body: { version: number; reason: string; amount: number; unit: DeadlineUnit }): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/extension', { ...at(id), body }))
export const askDeferral = (id: string, body: { version: number; plan: string; reviewOn: string }): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/deferral', { ...at(id), body }))
export const approveRequest = (id: string, requestId: string, body: { version: number; note?: string }): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/requests/{requestId}/approve', { params: { path: { id, requestId } }, body }))
export const refuseRequest = (id: string, requestId: string, body: { version: number; reason: string }): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/requests/{requestId}/refuse', { params: { path: { id, requestId } }, body }))
export const fetchOffices = (id: string) => unwrap(api.GET('/api/cases/{id}/offices', at(id))).then((page) => page.items)
export const fetchPosts = (id: string) => unwrap(api.GET('/api/cases/{id}/posts', at(id))).then((page) => page.items)
export const returnCase = (id: string, body: { version: number; officeId: string; reason: string }): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/return', { ...at(id), body }))
export const transferCase = (id: string, body: { version: number; officeId: string; reason: string }): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/transfer', { ...at(id), body }))
export const superviseCase = (id: string, body: { instruction: string; replyBy?: string }, key?: string): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/supervise', { ...at(id), ...once(key), body }))
export const answerSupervision = (id: string, supervisionId: string, body: { text: string }, key?: string): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/supervisions/{supervisionId}/reply', { params: { path: { id, supervisionId } }, ...once(key), body }))
export const writeToCitizen = (id: string, body: { text: string; photoIds?: string[] }, key?: string): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/messages', { ...at(id), ...once(key), body }))
export const verifyCase = (id: string, body: { version: number; passed: boolean; text?: string; photoIds?: string[] }): Promise<CaseReceipt> =>
  unwrap(api.POST('/api/cases/{id}/verify', { ...at(id), body }))
