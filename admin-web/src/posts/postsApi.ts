import { api, idempotencyKey, unwrap } from '@/api/client'
import type { Coverage, HouseholdListItem, NewPost, NewResponsibility, Page, PostDetail, PostMonth, PostOnDay, PostPerson, Responsibility, ResponsibilityImport, UncoveredVillage } from '@/api/types'

const at = (id: string) => ({ params: { path: { id } } })
const once = (key: string = idempotencyKey()) => ({ headers: { 'Idempotency-Key': key } })

export const fetchPosts = (village: string, on?: string): Promise<PostOnDay[]> => unwrap(api.GET('/api/posts', { params: { query: { village, on } } })).then((page) => page.items)
/** `month` is any day of it. */
export const fetchPostMonth = (village: string, month: string): Promise<PostMonth[]> => unwrap(api.GET('/api/posts/month', { params: { query: { village, month } } })).then((page) => page.items)
export const fetchPost = (id: string): Promise<PostDetail> => unwrap(api.GET('/api/posts/{id}', at(id)))
export const fetchPostHouseholds = (id: string): Promise<HouseholdListItem[]> => unwrap(api.GET('/api/posts/{id}/households', at(id))).then((page) => page.items)
export const openPost = (body: NewPost, key?: string) => unwrap(api.POST('/api/posts', { body, ...once(key) }))
export const handOverPost = (id: string, body: { version: number; holder: PostPerson; on: string; reason: string }, key?: string) =>
  unwrap(api.POST('/api/posts/{id}/hand-over', { ...at(id), body, ...once(key) }))
export const vacatePost = (id: string, body: { version: number; on: string; reason: string }) => unwrap(api.POST('/api/posts/{id}/vacate', { ...at(id), body }))
export const takeLeave = (id: string, body: { version: number; from: string; to: string; standIn?: PostPerson; reason?: string }, key?: string) =>
  unwrap(api.POST('/api/posts/{id}/leaves', { ...at(id), body, ...once(key) }))
export const endLeave = (id: string, body: { version: number; leaveId: string; on: string }) => unwrap(api.POST('/api/posts/{id}/leaves/end', { ...at(id), body }))
export const renamePost = (id: string, body: { version: number; title: string }) => unwrap(api.PUT('/api/posts/{id}/title', { ...at(id), body }))
export const endPost = (id: string, body: { version: number; on: string; reason: string }) => unwrap(api.POST('/api/posts/{id}/end', { ...at(id), body }))

export const fetchResponsibilities = (query: { region: string; on?: string; limit?: number; after?: string }, signal?: AbortSignal): Promise<Page<Responsibility>> =>
  unwrap(api.GET('/api/responsibilities', { params: { query }, signal }))
export const fetchCoverage = (region: string, on?: string): Promise<Coverage> => unwrap(api.GET('/api/responsibilities/coverage', { params: { query: { region, on } } }))
export const fetchUncovered = (query: { region: string; on?: string; limit?: number; after?: string }): Promise<Page<UncoveredVillage>> =>
  unwrap(api.GET('/api/responsibilities/uncovered', { params: { query } }))
export const addResponsibility = (body: NewResponsibility, key?: string) => unwrap(api.POST('/api/responsibilities', { body, ...once(key) }))
export const endResponsibility = (id: string, body: { version: number; on: string }) => unwrap(api.POST('/api/responsibilities/{id}/end', { ...at(id), body }))

/** With `preview` nothing is changed; without it all lines or none. */
export function importResponsibilities(file: File, query: { region: string; preview: boolean; endOthers: boolean }, key?: string): Promise<ResponsibilityImport> {
  const form = new FormData()
  form.append('file', file, file.name)
  // A form is passed through as it is; the browser writes the multipart boundary.
  return unwrap(api.POST('/api/responsibilities/import', { params: { query }, body: form as never, bodySerializer: (body: unknown) => body as FormData, ...once(key) }))
}
export const importTemplateUrl = '/api/responsibilities/import-template'
