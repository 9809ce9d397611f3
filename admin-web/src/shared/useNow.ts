import { onScopeDispose, readonly, ref } from 'vue'

/** The present, renewed every `every` milliseconds, so that "2 hours left" does not stand still. */
export function useNow(every = 30_000) {
  const now = ref(new Date())
  const timer = setInterval(() => { now.value = new Date() }, every)
  onScopeDispose(() => clearInterval(timer))
  return readonly(now)
}
