import type { ReviewReason } from '@/api/types'

/** Risky content stands out; the rest only waits because nobody has looked yet. */
export const reasonThemes: Record<ReviewReason, 'danger' | 'warning' | 'default'> = {
  risky: 'danger', advised: 'warning', silence: 'default', notFetched: 'default', unavailable: 'default',
}

export type ReviewCommand = 'next' | 'previous' | 'pass' | 'hold' | 'view'
const commands: Readonly<Record<string, ReviewCommand>> = {
  j: 'next', ArrowDown: 'next', k: 'previous', ArrowUp: 'previous', p: 'pass', h: 'hold', v: 'view',
}

/** Where keys mean letters or have a meaning of their own. */
const typing = 'input, textarea, select, [contenteditable], .t-dialog, .t-popup, .t-image-viewer-preview-image'

/** What a pressed key asks of the queue; null when it is meant for something else. */
export function commandOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'target'>): ReviewCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null
  if (event.target instanceof Element && event.target.closest(typing) !== null) return null
  return commands[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null
}

/** The row to stand on after `index` was taken out of a list that then has `length` rows; -1 when none is left. */
export const afterRemoval = (index: number, length: number) => Math.min(index, length - 1)

/** A count for a badge: the API has pages, not totals, so a full page says "and more". */
export const badgeOf = (found: number, more: boolean): string => (found === 0 ? '' : more ? `${found}+` : String(found))
