import { api, unwrap } from '@/api/client'
import type { AuditQuery } from '@/api/types'

export const fetchAudit = (query: AuditQuery, signal?: AbortSignal) => unwrap(api.GET('/api/audit', { params: { query }, signal }))
