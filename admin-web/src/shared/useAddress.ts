import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router'
import { readQuery, type FieldsOf, type QueryOf } from './useListQuery'

/** What a page shows, kept in its address: reload, back and a copied link show the same. */
export function useAddress<F extends Record<string, unknown>>(fields: FieldsOf<F>) {
  const route = useRoute()
  const router = useRouter()
  const here = route.path
  const query = shallowRef<QueryOf<F>>(readQuery(fields, route.query))
  // The page being left still sees the next page's address.
  watch(() => route.query, (changed) => { if (route.path === here) query.value = readQuery(fields, changed) })

  /** Changes some of it; `undefined` leaves it out of the address. */
  function set(change: { [K in keyof F]?: F[K] | undefined }): Promise<unknown> {
    const wanted: Record<string, unknown> = { ...query.value, ...change }
    const address: LocationQueryRaw = {}
    for (const name of Object.keys(fields)) {
      const value = wanted[name]
      if (value !== undefined && value !== null && value !== '') address[name] = fields[name].write(value as NonNullable<F[string]>)
    }
    return router.push({ query: address })
  }

  return { query: computed(() => query.value), set }
}
