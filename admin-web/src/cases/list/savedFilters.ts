import { api, idempotencyKey, unwrap } from '@/api/client'
import type { SavedFilter } from '@/api/types'

/** As the API allows it. */
export const longestName = 20

export const fetchFilters = () => unwrap(api.GET('/api/cases/filters')).then((page) => page.items)
/** One of the same name is replaced. */
export const keepFilter = (filter: Pick<SavedFilter, 'name' | 'query'>) =>
  unwrap(api.POST('/api/cases/filters', { headers: { 'Idempotency-Key': idempotencyKey() }, body: { name: filter.name, query: filter.query } }))
export const dropFilter = (id: string) => unwrap(api.DELETE('/api/cases/filters/{id}', { params: { path: { id } } }))

type LocalFilter = Pick<SavedFilter, 'name' | 'query'>
const keyOf = (account: string) => `engagement.filters.${account}`

/** What an earlier version of the console kept in this browser. */
export function localFilters(account: string): LocalFilter[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(account)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one): one is LocalFilter => typeof one?.name === 'string' && one.name.trim() !== '' && typeof one.query === 'string' && one.query !== '') : []
  } catch {
    return []
  }
}

function forgetLocal(account: string) {
  try {
    localStorage.removeItem(keyOf(account))
  } catch {
    // What may not be read will not be taken over again either.
  }
}

/** Another name where the account has one like it with other contents. */
export function freeName(name: string, taken: readonly string[], mark: string): string {
  const short = name.trim().slice(0, longestName)
  return taken.includes(short) ? short.slice(0, longestName - mark.length) + mark : short
}

/**
 * The account's filters; those an earlier version kept in this browser move to the server first, once. What the server does not
 * take (no room) stays where it is until the next visit.
 * @throws ApiProblem when the filters cannot be read.
 */
export async function openFilters(account: string, mark: string): Promise<SavedFilter[]> {
  const known = await fetchFilters()
  const local = localFilters(account)
  if (local.length === 0) return known
  try {
    for (const one of local) {
      if (known.some((other) => other.query === one.query)) continue
      known.push(await keepFilter({ name: freeName(one.name, known.map((other) => other.name), mark), query: one.query }))
    }
    forgetLocal(account)
  } catch {
    // The next visit goes on; what has moved is known by its contents.
  }
  return known
}
