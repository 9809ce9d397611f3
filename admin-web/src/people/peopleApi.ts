import { api, unwrap } from '@/api/client'
import type { KnownAs, KnownPerson } from '@/api/types'

/** People a village knows: holders of posts, staff, adults of its register. */
export const fetchPeople = (query: { village: string; q?: string; as?: KnownAs; limit?: number }, signal?: AbortSignal): Promise<KnownPerson[]> =>
  unwrap(api.GET('/api/people', { params: { query }, signal })).then((page) => page.items)
