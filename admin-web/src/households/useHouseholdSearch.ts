import { ref, type Ref } from 'vue'
import { isAbort } from '@/api/problem'
import type { HouseholdListItem } from '@/api/types'
import { sayProblem } from '@/shared/notify'
import { fetchHouseholds } from './householdsApi'
import { householdText } from './text'

/** Active households of a village by door, code or, for those who keep the register, a name; asked for as one types. */
export function useHouseholdSearch(village: () => string): { found: Ref<HouseholdListItem[]>; busy: Ref<boolean>; search: (typed: string) => void } {
  const found = ref<HouseholdListItem[]>([])
  const busy = ref(false)
  let running: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(typed: string) {
    running?.abort()
    const mine = new AbortController()
    running = mine
    busy.value = true
    try {
      found.value = (await fetchHouseholds({ village: village(), q: typed.trim() || undefined, limit: 20 }, mine.signal)).items
    } catch (thrown) {
      if (!isAbort(thrown)) sayProblem(thrown)
    } finally {
      if (running === mine) busy.value = false
    }
  }
  function search(typed: string) {
    clearTimeout(timer)
    timer = setTimeout(() => ask(typed), 250)
  }
  return { found, busy, search }
}

export const householdLabel = (one: HouseholdListItem) =>
  [one.doorPlate ?? householdText.register.noDoor, one.headName ?? householdText.register.noHead, one.code].join(' · ')
