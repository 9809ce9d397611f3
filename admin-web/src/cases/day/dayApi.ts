import { api, unwrap } from '@/api/client'
import type { CaseListItem, CaseRequest } from '@/api/types'

/** A request that waits, with its case. */
export interface Waiting { request: CaseRequest; case: CaseListItem }

export const fetchDay = (mine: boolean, signal?: AbortSignal) => unwrap(api.GET('/api/cases/day', { params: { query: { mine: mine || undefined } }, signal }))
export const fetchRequests = (limit: number, signal?: AbortSignal): Promise<Waiting[]> =>
  unwrap(api.GET('/api/cases/requests', { params: { query: { limit } }, signal })).then((page) => page.items.filter((one): one is Waiting => one.request !== undefined && one.case !== undefined))
