import { shallowRef, watch, type Ref } from 'vue'
import { sayProblem } from '@/shared/notify'
import { fetchAlleys, type Alley } from './pledgesApi'

export const isVillage = (code: string | undefined): code is string => code?.length === 12

/** The alleys of the chosen village in walking order; none while no village is chosen. */
export function useAlleys(village: Ref<string | undefined>): Ref<Alley[]> {
  const alleys = shallowRef<Alley[]>([])
  watch(village, async (code) => {
    alleys.value = []
    if (!isVillage(code)) return
    try {
      const found = await fetchAlleys(code)
      if (village.value === code) alleys.value = found
    } catch (thrown) {
      sayProblem(thrown)
    }
  }, { immediate: true })
  return alleys
}
