import { api, idempotencyKey, unwrap } from '@/api/client'
import type { CodeKind, CodeQuery, CodeTarget } from '@/api/types'

const at = (id: string) => ({ params: { path: { id } } })

export const fetchCodes = (query: CodeQuery, signal?: AbortSignal) => unwrap(api.GET('/api/codes', { params: { query }, signal }))
export const findCode = (id: string): Promise<CodeTarget> => unwrap(api.GET('/api/codes/{id}', at(id)))
/** Makes `count` codes; `key` is made once per filled form. */
export const createCodes = (body: { kind: CodeKind; regionCode: string; count: number }, key: string = idempotencyKey()) =>
  unwrap(api.POST('/api/codes', { body, headers: { 'Idempotency-Key': key } })).then((page) => page.items)
export const retireCode = (id: string) => unwrap(api.POST('/api/codes/{id}/retire', at(id)))

export const codePictureUrl = (id: string) => `/api/codes/${encodeURIComponent(id)}/image`
/** The server's own page with every code in use of a place, 200 a batch. */
export function sheetUrl(region: string, kind?: CodeKind): string {
  const query = new URLSearchParams({ region, ...(kind === undefined ? {} : { kind }) })
  return `/api/codes/sheet?${query}`
}
