import type { DutySpan } from '@/api/types'

const two = (n: number) => String(n).padStart(2, '0')

/** The first day of the month `by` months away from that of `date`. */
export function shiftMonth(date: string, by: number): string {
  const [year, month] = date.split('-').map(Number)
  const all = year * 12 + month - 1 + by
  return `${Math.floor(all / 12)}-${two((all % 12) + 1)}-01`
}

export function daysIn(date: string): number {
  const [year, month] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** Where a span lies in its month: grid columns, the first day being 1; the end is not included. */
export const columnsOf = (span: DutySpan) => ({ gridColumn: `${Number(span.from.slice(8))} / ${Number(span.to.slice(8)) + 1}` })

export const toneOf = (span: DutySpan) => (span.name === null ? 'vacant' : span.standIn ? 'stand-in' : 'held')
