import { api, unwrap } from '@/api/client'
import type { ReviewQuery, ReviewReceipt } from '@/api/types'

const at = (id: string) => ({ params: { path: { id } } })

export const fetchReviews = (query: ReviewQuery, signal?: AbortSignal) => unwrap(api.GET('/api/reviews', { params: { query }, signal }))
export const approve = (id: string, version: number): Promise<ReviewReceipt> =>
  unwrap(api.POST('/api/reviews/{id}/approve', { ...at(id), body: { version } }))
export const withhold = (id: string, version: number, reason: string): Promise<ReviewReceipt> =>
  unwrap(api.POST('/api/reviews/{id}/withhold', { ...at(id), body: { version, reason } }))
