import { reactive } from 'vue'
import { fetchRegion } from '@/regions/regionsApi'

const known = reactive(new Map<string, string>())
const asked = new Set<string>()

/** Names of regions the API gave only the codes of; each is asked for once per visit, and until it is there the code stands in. */
export function usePlaceNames() {
  async function learn(codes: readonly string[]): Promise<void> {
    await Promise.all([...new Set(codes)].filter((code) => code !== '' && !asked.has(code)).map(async (code) => {
      asked.add(code)
      try {
        known.set(code, (await fetchRegion(code)).name)
      } catch {
        // The code is shown, and asked about again with the next page.
        asked.delete(code)
      }
    }))
  }
  return { learn, of: (code: string) => known.get(code) ?? code }
}
