import { onMounted, onScopeDispose } from 'vue'

const typing = 'input, textarea, select, [contenteditable="true"], [role="combobox"]'

/** True while something is being typed or a dialog is open: letters then mean letters. */
export function isBusyWith(target: EventTarget | null): boolean {
  if (target instanceof Element && target.closest(typing) !== null) return true
  return [...document.querySelectorAll<HTMLElement>('.t-dialog, .t-image-viewer-preview-image')].some((one) => one.offsetParent !== null || one.getClientRects().length > 0)
}

/** Single keys for a page; `act` returns true when it took the key. Held with Ctrl, Alt or Meta they stay the browser's. */
export function useKeys(act: (key: string, event: KeyboardEvent) => boolean): void {
  function hear(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isBusyWith(event.target)) return
    if (act(event.key.length === 1 ? event.key.toLowerCase() : event.key, event)) event.preventDefault()
  }
  onMounted(() => document.addEventListener('keydown', hear))
  onScopeDispose(() => document.removeEventListener('keydown', hear))
}
