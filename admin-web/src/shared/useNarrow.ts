import { onScopeDispose, readonly, ref } from 'vue'

/** True while the window is as narrow as a phone; pages then show cards instead of tables. */
export function useNarrow(below = 768) {
  const media = globalThis.matchMedia(`(max-width: ${below - 1}px)`)
  const narrow = ref(media.matches)
  const follow = (change: MediaQueryListEvent) => { narrow.value = change.matches }
  media.addEventListener('change', follow)
  onScopeDispose(() => media.removeEventListener('change', follow))
  return readonly(narrow)
}
