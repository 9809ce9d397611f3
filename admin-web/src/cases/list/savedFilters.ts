/** Filters somebody uses again and again, as the address bar writes them. There is no place for them on the server: they live in this browser, per account. */
export interface SavedFilter { name: string; query: string }
const keyOf = (account: string) => `engagement.filters.${account}`
export const mostFilters = 20

export function readFilters(account: string): SavedFilter[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(account)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one): one is SavedFilter => typeof one?.name === 'string' && one.name !== '' && typeof one.query === 'string') : []
  } catch {
    return []
  }
}

function write(account: string, filters: SavedFilter[]): SavedFilter[] {
  try {
    localStorage.setItem(keyOf(account), JSON.stringify(filters))
  } catch {
    // Storage is full or forbidden: the filter is there until the page is left.
  }
  return filters
}

/** Keeps a filter; one of the same name is replaced. Null when there is no room. */
export function keepFilter(account: string, filter: SavedFilter): SavedFilter[] | null {
  const kept = readFilters(account).filter((one) => one.name !== filter.name)
  return kept.length >= mostFilters ? null : write(account, [...kept, filter])
}

export const dropFilter = (account: string, name: string): SavedFilter[] => write(account, readFilters(account).filter((one) => one.name !== name))
