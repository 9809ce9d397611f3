import type { DeadLetter } from '@/api/types'
import { messageText } from './text'

/** The API takes at most this many messages in one call. */
export const mostAtOnce = 200

/** What WeChat's code at the head of the reason means for the office; empty for reasons that speak for themselves. */
export function meaningOf(one: Pick<DeadLetter, 'reason'>): string {
  const code = /^\d{5}\b/.exec(one.reason ?? '')?.[0]
  return (code !== undefined && messageText.deadLetters.meanings[code]) || ''
}
