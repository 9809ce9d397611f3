/** Upper ends of the first four heat bands; the fifth is open. */
const ends = [0.5, 0.7, 0.85, 0.95] as const

/** The heat band of a share from 0 to 1, 0 for the lowest to 4; null when there is nothing to divide by. */
export function bandOf(share: number | null): number | null {
  if (share === null) return null
  const found = ends.findIndex((end) => share < end)
  return found === -1 ? ends.length : found
}

/** The bands' colours, for maps; tables use the classes band-0 to band-4 of the same. Light enough that black reads on every one. */
export const bandColours = ['#f6b5aa', '#fbd5a3', '#fbeea6', '#cfeab4', '#97d6a0'] as const

/** `83.1%`; a share that is not quite the whole never reads 100%. */
export function formatShare(share: number | null): string | null {
  if (share === null) return null
  const shown = share >= 1 ? 100 : Math.min(99.9, Math.round(share * 1000) / 10)
  return `${Number.isInteger(shown) ? shown : shown.toFixed(1)}%`
}

export type ShareOrder = 'place' | 'coverage' | 'keepRate'

/** Rows lowest first, those without a figure last; `place` leaves the order as it came. */
export function inOrder<Row extends { coverage: number | null; keepRate: number | null }>(rows: readonly Row[], order: ShareOrder): Row[] {
  if (order === 'place') return [...rows]
  const rank = (row: Row) => row[order] ?? Number.POSITIVE_INFINITY
  return [...rows].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))
}
