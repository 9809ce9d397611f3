import { api, unwrap } from '@/api/client'
import type { BoundaryImport, BoundaryView, RegionDetail, RegionItem } from '@/api/types'

const children = new Map<string, Promise<RegionItem[]>>()

async function loadChildren(parent: string): Promise<RegionItem[]> {
  const all: RegionItem[] = []
  let after: string | undefined
  do {
    const page = await unwrap(api.GET('/api/regions', { params: { query: { parent: parent || undefined, limit: 200, after } } }))
    all.push(...page.items)
    after = page.next ?? undefined
  } while (after !== undefined)
  return all.filter((region) => region.active)
}

/** The regions directly below `parent`, or the top ones for an empty code; asked once per visit. */
export function fetchChildren(parent: string): Promise<RegionItem[]> {
  let found = children.get(parent)
  if (found === undefined) {
    found = loadChildren(parent)
    found.catch(() => children.delete(parent))
    children.set(parent, found)
  }
  return found
}

export const fetchRegion = (code: string): Promise<RegionDetail> => unwrap(api.GET('/api/regions/{code}', { params: { path: { code } } }))

/** Outlines of the places directly below a region, of those that have one. */
export const fetchBoundaries = (code: string): Promise<BoundaryView[]> => unwrap(api.GET('/api/regions/{code}/boundaries', { params: { path: { code } } })).then((page) => page.items)

/** With `preview` nothing is changed; without it all outlines or none. */
export function importBoundaries(file: File, preview: boolean, key: string): Promise<BoundaryImport> {
  const form = new FormData()
  form.append('file', file, file.name)
  // A form is passed through as it is; the browser writes the multipart boundary.
  return unwrap(api.POST('/api/regions/boundaries', { params: { query: { preview } }, body: form as never, bodySerializer: (body: unknown) => body as FormData, headers: { 'Idempotency-Key': key } }))
}
