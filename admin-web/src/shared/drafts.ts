/**
 * Text typed into a form but not yet sent. It lives in the tab's session storage, per account, so that it is still there
 * when the session ends half-way and the same person signs in again; signing out on purpose forgets it.
 */
const prefix = 'engagement.draft.'

interface Draft<T> {
  form: T
  /** True while the form was on screen: it is opened again after signing in. */
  open: boolean
}

const keyOf = (account: string, name: string) => `${prefix}${account}.${name}`

export function saveDraft<T>(account: string, name: string, form: T, open: boolean): void {
  try {
    sessionStorage.setItem(keyOf(account, name), JSON.stringify({ form, open } satisfies Draft<T>))
  } catch {
    // Storage is full or forbidden: the form still works, it is only not rescued.
  }
}

export function readDraft<T>(account: string, name: string): Draft<T> | null {
  try {
    const kept = sessionStorage.getItem(keyOf(account, name))
    if (kept === null) return null
    const draft = JSON.parse(kept) as Draft<T>
    return typeof draft === 'object' && draft !== null && typeof draft.form === 'object' ? draft : null
  } catch {
    return null
  }
}

export function dropDraft(account: string, name: string): void {
  try {
    sessionStorage.removeItem(keyOf(account, name))
  } catch {
    // Nothing was kept where nothing may be kept.
  }
}

/** Forgets every draft of every account in this tab. */
export function dropAllDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key)
  } catch {
    // As above.
  }
}
