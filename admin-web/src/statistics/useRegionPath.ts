import { computed, shallowRef, watch, type Ref } from 'vue'
import type { RegionDetail } from '@/api/types'
import { fetchRegion } from '@/regions/regionsApi'
import { useSession } from '@/session/session'

/** The region in the address, or the reader's own; and the way to it from the reader's own region. */
export function useRegionPath(asked: Ref<string | undefined>) {
  const session = useSession()
  const region = computed(() => asked.value ?? session.homeRegions[0] ?? '')
  const detail = shallowRef<RegionDetail | null>(null)
  watch(region, async (code) => {
    if (code === '') return
    try {
      const found = await fetchRegion(code)
      if (region.value === code) detail.value = found
    } catch {
      // The figures' own notice says what is wrong with the region.
      detail.value = null
    }
  }, { immediate: true })
  const path = computed(() => (detail.value?.path ?? []).filter((step) => session.homeRegions.some((home) => step.code.startsWith(home))))
  return { region, path }
}
