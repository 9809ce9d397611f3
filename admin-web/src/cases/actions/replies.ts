import type { CaseAction } from '@/api/types'
import { repliesText } from './text'

/** Words a person uses again and again. There is no place for them on the server: they live in this browser, per account. */
const keyOf = (account: string) => `engagement.replies.${account}`
export const mostReplies = 50
const longest = 2000

/** What this account keeps, newest first. */
export function readReplies(account: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(account)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string' && one.trim() !== '') : []
  } catch {
    return []
  }
}

function write(account: string, replies: string[]): string[] {
  try {
    localStorage.setItem(keyOf(account), JSON.stringify(replies))
  } catch {
    // Storage is full or forbidden: the reply is there until the page is left.
  }
  return replies
}

/** Keeps `words`, once. Null when there is no room. */
export function keepReply(account: string, words: string): string[] | null {
  const said = words.trim().slice(0, longest)
  const kept = readReplies(account).filter((one) => one !== said)
  if (said === '') return kept
  return kept.length >= mostReplies ? null : write(account, [said, ...kept])
}

export const dropReply = (account: string, words: string): string[] => write(account, readReplies(account).filter((one) => one !== words))

/** One's own, then those offered for the action. */
export function repliesFor(action: CaseAction, own: readonly string[]): { words: string; own: boolean }[] {
  const offered = (repliesText.first[action] ?? []).filter((one) => !own.includes(one))
  return [...own.map((words) => ({ words, own: true })), ...offered.map((words) => ({ words, own: false }))]
}
