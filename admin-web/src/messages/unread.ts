import { defineStore } from 'pinia'
import { ref } from 'vue'
import { fetchUnread } from './messagesApi'

/** A badge has room for two digits. */
const shownAtMost = 99
export const bellOf = (unread: number) => (unread <= 0 ? '' : unread > shownAtMost ? `${shownAtMost}+` : String(unread))

/** How many messages wait to be read, for the bell. */
export const useUnread = defineStore('unread', () => {
  const count = ref(0)

  /** Asks anew; an unanswered question leaves the old figure standing. */
  async function refresh(): Promise<void> {
    try {
      count.value = await fetchUnread()
    } catch {
      // The bell is no place to complain: the inbox says what is wrong.
    }
  }
  const set = (unread: number) => { count.value = Math.max(0, unread) }

  return { count, refresh, set }
})
