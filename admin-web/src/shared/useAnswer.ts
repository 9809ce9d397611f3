import { onScopeDispose, readonly, ref, shallowRef, watch } from 'vue'
import { asProblem, isAbort, type ApiProblem } from '@/api/problem'

/** Asks again whenever what is asked changes; an answer that comes too late is dropped. `null` asks nothing. */
export function useAnswer<Q, A>(question: () => Q | null, ask: (question: Q, signal: AbortSignal) => Promise<A>) {
  const answer = shallowRef<A | null>(null)
  const problem = shallowRef<ApiProblem | null>(null)
  const loading = ref(false)
  let running: AbortController | null = null

  async function reload(): Promise<void> {
    running?.abort()
    const asked = question()
    if (asked === null) return
    const mine = new AbortController()
    running = mine
    loading.value = true
    problem.value = null
    try {
      const found = await ask(asked, mine.signal)
      if (running === mine) answer.value = found
    } catch (thrown) {
      if (isAbort(thrown) || running !== mine) return
      answer.value = null
      problem.value = asProblem(thrown)
    } finally {
      if (running === mine) loading.value = false
    }
  }

  watch(() => JSON.stringify(question()), reload, { immediate: true })
  onScopeDispose(() => running?.abort())
  return { answer, problem, loading: readonly(loading), reload }
}
