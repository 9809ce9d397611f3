import { computed, onScopeDispose, readonly, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter, type LocationQuery, type LocationQueryRaw } from 'vue-router'
import { isAbort, asProblem, type ApiProblem } from '@/api/problem'
import type { Page } from '@/api/types'

/** How one filter is read from and written to the address bar; `undefined` means "not set". */
export interface Field<T> {
  read(values: string[]): T | undefined
  write(value: T): string[]
}

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const dateForm = /^\d{4}-\d{2}-\d{2}$/
export const field = {
  text: (most = 100): Field<string> => ({ read: ([value]) => value?.trim().slice(0, most) || undefined, write: (value) => [value] }),
  date: (): Field<string> => ({
    read: ([value]) => (value && dateForm.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined),
    write: (value) => [value],
  }),
  id: (): Field<string> => ({ read: ([value]) => (value && idForm.test(value) ? value : undefined), write: (value) => [value] }),
  one: <T extends string>(of: readonly T[]): Field<T> => ({ read: ([value]) => of.find((known) => known === value), write: (value) => [value] }),
  many: <T extends string>(of: readonly T[]): Field<T[]> => ({
    read: (values) => {
      const known = of.filter((one) => values.includes(one))
      return known.length > 0 ? known : undefined
    },
    write: (value) => value,
  }),
  yesNo: (): Field<boolean> => ({
    read: ([value]) => (value === 'true' ? true : value === 'false' ? false : undefined),
    write: (value) => [String(value)],
  }),
  /** A number out of a short list, such as page sizes. */
  size: (of: readonly number[]): Field<number> => ({ read: ([value]) => of.find((known) => String(known) === value), write: (value) => [String(value)] }),
}

type Filters = Record<string, unknown>
export type FieldsOf<F extends Filters> = { [K in keyof F]-?: Field<NonNullable<F[K]>> }
export type QueryOf<F extends Filters> = Partial<F> & { after?: string }

const stackKey = 'cursors'
const asList = (value: LocationQuery[string] | undefined): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '')

/** Reads the known filters out of an address; unknown and malformed ones are ignored rather than sent to the server. */
export function readQuery<F extends Filters>(fields: FieldsOf<F>, query: LocationQuery): QueryOf<F> {
  const found: Record<string, unknown> = {}
  for (const name of Object.keys(fields)) {
    const value = fields[name as keyof F].read(asList(query[name]))
    if (value !== undefined) found[name] = value
  }
  const [after] = asList(query.after)
  if (after !== undefined) found.after = after
  return found as QueryOf<F>
}

/**
 * A keyset-paged list whose filters, order and page live in the address bar, so that reload, back and a copied link all
 * show the same rows. The cursors of earlier pages travel in the history entry's state: the API knows only "next".
 */
export function useListQuery<F extends Filters, Row>(
  fields: FieldsOf<F>,
  load: (query: QueryOf<F>, signal: AbortSignal) => Promise<Page<Row>>,
) {
  const route = useRoute()
  const router = useRouter()
  const here = route.path
  const rows = shallowRef<Row[]>([])
  const nextCursor = ref<string | null>(null)
  const loading = ref(false)
  const loaded = ref(false)
  const problem = shallowRef<ApiProblem | null>(null)
  const query = shallowRef<QueryOf<F>>(readQuery(fields, route.query))
  /** Cursors of the pages before this one, oldest first; the first page's is ''. */
  const stack = ref<string[]>(readStack())
  let running: AbortController | null = null

  function readStack(): string[] {
    const kept = router.options.history.state[stackKey]
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string') : []
  }

  async function reload(): Promise<void> {
    running?.abort()
    const mine = new AbortController()
    running = mine
    loading.value = true
    problem.value = null
    try {
      const page = await load(query.value, mine.signal)
      if (running !== mine) return
      rows.value = page.items
      nextCursor.value = page.next
      loaded.value = true
    } catch (thrown) {
      if (isAbort(thrown) || running !== mine) return
      rows.value = []
      nextCursor.value = null
      problem.value = asProblem(thrown)
    } finally {
      if (running === mine) loading.value = false
    }
  }

  function go(filters: QueryOf<F>, cursors: string[]): Promise<unknown> {
    const address: LocationQueryRaw = {}
    for (const name of Object.keys(fields) as (keyof F & string)[]) {
      const value = filters[name]
      if (value === undefined || value === null || value === '') continue
      const written = fields[name].write(value as NonNullable<F[typeof name]>)
      if (written.length > 0) address[name] = written.length === 1 ? written[0] : written
    }
    if (filters.after) address.after = filters.after
    return router.push({ query: address, state: { [stackKey]: cursors } })
  }

  /** Changes filters and starts again at the first page; `undefined` clears one. */
  function set(change: { [K in keyof F]?: F[K] | undefined }): Promise<unknown> {
    return go({ ...query.value, ...change, after: undefined } as QueryOf<F>, [])
  }
  function clear(): Promise<unknown> {
    return go({} as QueryOf<F>, [])
  }
  function next(): Promise<unknown> | void {
    if (nextCursor.value !== null) return go({ ...query.value, after: nextCursor.value }, [...stack.value, query.value.after ?? ''])
  }
  function previous(): Promise<unknown> | void {
    if (stack.value.length > 0) return go({ ...query.value, after: stack.value.at(-1) || undefined }, stack.value.slice(0, -1))
  }
  function first(): Promise<unknown> {
    return go({ ...query.value, after: undefined }, [])
  }

  watch(() => route.query, (changed) => {
    // The page being left still sees the next page's address.
    if (route.path !== here) return
    query.value = readQuery(fields, changed)
    stack.value = readStack()
    void reload()
  })
  onScopeDispose(() => running?.abort())
  void reload()

  return {
    rows, loading: readonly(loading), loaded: readonly(loaded), problem, query: computed(() => query.value),
    /** True when a later or an earlier page exists; a copied link to a middle page knows only the way to the first. */
    hasNext: computed(() => nextCursor.value !== null),
    hasPrevious: computed(() => stack.value.length > 0),
    isFirst: computed(() => query.value.after === undefined),
    pageNumber: computed(() => (query.value.after === undefined ? 1 : stack.value.length > 0 ? stack.value.length + 1 : null)),
    /** Where the next page begins; null at the end. */
    nextCursor: readonly(nextCursor),
    set, clear, next, previous, first, reload,
  }
}
