import type { CaseListItem, CaseQuery, Page } from '@/api/types'
import { fetchCases } from '../casesApi'

/** The list somebody came from, so that the case page can go on to the next one without a way back. Lives as long as the tab's page. */
interface Walk { query: CaseQuery; ids: string[]; next: string | null }
let walk: Walk | null = null

/** Remembers the rows on screen and where the list goes on. */
export function rememberList(query: CaseQuery, rows: readonly CaseListItem[], next: string | null): void {
  walk = { query: { ...query, after: undefined }, ids: rows.map((one) => one.id), next }
}

export function forgetList(): void {
  walk = null
}

/** Where `id` stands in the remembered list; null when it is not in it. */
export function placeOf(id: string): { at: number; known: number; more: boolean } | null {
  const at = walk?.ids.indexOf(id) ?? -1
  return walk === null || at < 0 ? null : { at, known: walk.ids.length, more: walk.next !== null }
}

/** The case after (`step` 1) or before (-1) `id`, fetching the next page when the known ones are used up; null at an end. */
export async function neighbour(id: string, step: 1 | -1, fetchPage: (query: CaseQuery) => Promise<Page<CaseListItem>> = fetchCases): Promise<string | null> {
  const here = placeOf(id)
  const list = walk
  if (here === null || list === null) return null
  const wanted = here.at + step
  if (wanted === list.ids.length && list.next !== null) {
    const page = await fetchPage({ ...list.query, after: list.next })
    // What changed place since then is not shown twice.
    list.ids.push(...page.items.map((one) => one.id).filter((one) => !list.ids.includes(one)))
    list.next = page.next
  }
  return list.ids[wanted] ?? null
}
