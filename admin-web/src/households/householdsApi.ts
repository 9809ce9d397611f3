import { api, idempotencyKey, unwrap } from '@/api/client'
import type { BulkApprovalItem, Frontage, FrontageRequest, HouseholdGroup, HouseholdQuery, ImportReport, MemberRequest, MemberView, NewHousehold, PlaceRequest, ProxyKind, SplitPart } from '@/api/types'

const at = (id: string) => ({ params: { path: { id } } })
const once = (key: string) => ({ 'Idempotency-Key': key })

export const fetchHouseholds = (query: HouseholdQuery, signal?: AbortSignal) => unwrap(api.GET('/api/households', { params: { query }, signal }))
export const fetchHousehold = (id: string) => unwrap(api.GET('/api/households/{id}', at(id)))
export const fetchStory = (id: string) => unwrap(api.GET('/api/households/{id}/story', at(id)))
export const fetchMembersOn = (id: string, on: string): Promise<MemberView[]> =>
  unwrap(api.GET('/api/households/{id}/members', { params: { path: { id }, query: { on } } })).then((page) => page.items)

/** `key` is made once per filled form. */
export const createHousehold = (body: NewHousehold, key: string) => unwrap(api.POST('/api/households', { body, headers: once(key) }))
export const editHousehold = (id: string, body: PlaceRequest & { version: number }) => unwrap(api.PUT('/api/households/{id}', { ...at(id), body }))
export const splitHousehold = (id: string, version: number, parts: SplitPart[]) => unwrap(api.POST('/api/households/{id}/split', { ...at(id), body: { version, parts } })).then((page) => page.items)
export const mergeHousehold = (id: string, version: number, intoId: string) => unwrap(api.POST('/api/households/{id}/merge', { ...at(id), body: { version, intoId } }))
export const moveHouseholdAway = (id: string, version: number, reason?: string) => unwrap(api.POST('/api/households/{id}/move-away', { ...at(id), body: { version, reason } }))

export const fetchGroups = (village: string): Promise<HouseholdGroup[]> =>
  unwrap(api.GET('/api/household-groups', { params: { query: { village } } })).then((page) => page.items)
export const addGroup = (body: { village: string; name: string; walkingOrder?: number }, key: string = idempotencyKey()) => unwrap(api.POST('/api/household-groups', { body, headers: once(key) }))
export const editGroup = (id: string, body: { version: number; name: string; walkingOrder: number }) => unwrap(api.PUT('/api/household-groups/{id}', { ...at(id), body }))

export const enterMember = (id: string, body: MemberRequest, key: string) => unwrap(api.POST('/api/households/{id}/members', { ...at(id), body, headers: once(key) }))
export const editMember = (id: string, body: { version: number; isAdult: boolean; relation?: string; role: 'head' | 'member' }) => unwrap(api.PUT('/api/memberships/{id}', { ...at(id), body }))
export const endMember = (id: string, version: number, reason: string) => unwrap(api.POST('/api/memberships/{id}/end', { ...at(id), body: { version, reason } }))
/** The number in full; empty when none is known. The server records who looked. */
export const revealMemberPhone = (id: string) => unwrap(api.POST('/api/memberships/{id}/phone', at(id))).then((answer) => answer.phone)

export const nameProxy = (id: string, body: { kind: ProxyKind; personId: string; note?: string }, key: string) => unwrap(api.POST('/api/households/{id}/proxies', { ...at(id), body, headers: once(key) }))
export const endProxy = (id: string) => unwrap(api.POST('/api/proxies/{id}/end', at(id)))
/** Alley chiefs on duty in a village, each once. */
export const fetchAlleyChiefs = (village: string) => unwrap(api.GET('/api/posts', { params: { query: { village } } })).then((page) => {
  const chiefs = page.items.filter((post) => post.kind === 'alleyChief' && post.holderId !== null)
  return [...new Map(chiefs.map((post) => [post.holderId!, { value: post.holderId!, label: `${post.holderName ?? ''} · ${post.title}` }])).values()]
})

export const describeFrontage = (householdId: string, body: FrontageRequest): Promise<Frontage> =>
  unwrap(api.PUT('/api/pledges/frontage/{householdId}', { params: { path: { householdId } }, body }))

export const fetchRequests = (query: { village: string; limit?: number; after?: string }, signal?: AbortSignal) => unwrap(api.GET('/api/memberships/requests', { params: { query }, signal }))
export const approveRequest = (id: string, body: { version: number; role?: 'head' | 'member'; matchMembershipId?: string | null }) => unwrap(api.POST('/api/memberships/{id}/approve', { ...at(id), body }))
export const refuseRequest = (id: string, version: number, reason: string) => unwrap(api.POST('/api/memberships/{id}/refuse', { ...at(id), body: { version, reason } }))
export const approveRequests = (items: BulkApprovalItem[]) => unwrap(api.POST('/api/memberships/bulk/approve', { body: { items } })).then((answer) => answer.results)

/** Without `hash` a preview that writes nothing; with the preview's hash the import itself, all or nothing. */
export function importRegister(village: string, file: File, hash?: string): Promise<ImportReport> {
  const form = new FormData()
  form.append('file', file, file.name)
  form.append('village', village)
  if (hash !== undefined) form.append('hash', hash)
  // A form is passed through as it is; the browser writes the multipart boundary.
  return unwrap(api.POST('/api/households/import', { params: { query: { preview: hash === undefined } }, body: form as never, bodySerializer: (body: unknown) => body as FormData }))
}
export const exportUrl = (village: string) => `/api/households/export.xlsx?${new URLSearchParams({ village })}`

export const makeDoorCodes = (village: string, alley?: string) => unwrap(api.POST('/api/households/door-codes', { body: { village, alley } })).then((answer) => answer.made)
/** The server's own page to print: one alley in walking order, or a whole village. */
export const doorSheetUrl = (village: string, alley?: string) => `/api/households/door-codes/sheet?${new URLSearchParams({ village, ...(alley === undefined ? {} : { alley }) })}`
