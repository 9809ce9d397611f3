import { defineStore } from 'pinia'
import { ref } from 'vue'
import { badgeOf } from './reviews'
import { fetchReviews } from './reviewsApi'

/** The badge counts this far. */
const most = 50

/** How much waits for a reviewer, for the menu. */
export const useWaitingReviews = defineStore('waitingReviews', () => {
  const badge = ref('')

  /** Asks anew; an unanswered question leaves the old figure standing. */
  async function refresh(): Promise<void> {
    try {
      const page = await fetchReviews({ limit: most })
      badge.value = badgeOf(page.items.length, page.next !== null)
    } catch {
      // The menu is no place to complain: the page behind it says what is wrong.
    }
  }

  return { badge, refresh }
})
