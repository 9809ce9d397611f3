import type { CodeKind } from '@/api/types'

export const allKinds: readonly CodeKind[] = ['household', 'toilet', 'contest', 'village']
/** The API makes at most this many at once. */
export const mostAtOnce = 500

/** `ABCD-EFGH`, for people. */
export const showCode = (id: string) => `${id.slice(0, 4)}-${id.slice(4)}`

const shape = /^[2-9A-HJ-KM-NP-Z]{8}$/
/** What somebody typed (small letters, blanks, a hyphen) as an id; null when it cannot be one. */
export function readCode(typed: string): string | null {
  const id = typed.replace(/[\s-]/g, '').toUpperCase()
  return shape.test(id) ? id : null
}

/** A village's region code has twelve digits, a township's nine; a contest may be a township's. */
export const fitsKind = (kind: CodeKind, regionCode: string) => regionCode.length === 12 || (kind === 'contest' && regionCode.length === 9)

/** The count somebody typed; null unless a whole number from 1 to 500. */
export function readCount(typed: string): number | null {
  const count = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : 0
  return count >= 1 && count <= mostAtOnce ? count : null
}
