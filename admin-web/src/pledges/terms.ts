import type { PledgeTermKind } from '@/api/types'
import { dateOf } from '@/shared/time'
import { pledgeText } from './text'

/** `2026`, `2026H1` or `2026H2`, as the API writes terms. */
export interface TermOption { value: string; label: string }

const words = pledgeText.signing
/** `today` is a date in China, `2026-03-05`. */
const yearOf = (today: string) => Number(today.slice(0, 4))

/** Terms one may want to look back at: this year and last, whole and by halves, newest first. */
export function termsToShow(today: string): TermOption[] {
  return [yearOf(today), yearOf(today) - 1].flatMap((year) => [
    { value: `${year}`, label: words.year(year) },
    { value: `${year}H2`, label: words.half(year, 2) },
    { value: `${year}H1`, label: words.half(year, 1) },
  ])
}

/** The term after the one `today` lies in. */
export function nextTerm(today: string, kind: PledgeTermKind): TermOption {
  const year = yearOf(today)
  if (kind === 'year') return { value: `${year + 1}`, label: words.year(year + 1) }
  const second = Number(today.slice(5, 7)) > 6
  return second ? { value: `${year + 1}H1`, label: words.half(year + 1, 1) } : { value: `${year}H2`, label: words.half(year, 2) }
}

/** The last day before `end`, the first moment that no longer counts: people say "until 31 December", not "before 1 January". */
export const lastDay = (end: string): string => dateOf(new Date(new Date(end).getTime() - 1))
