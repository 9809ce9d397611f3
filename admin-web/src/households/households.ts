import type { CheckView, HouseholdStatus, MemberView } from '@/api/types'

/** A village has twelve digits; what is shorter is a place above it. */
export const isVillage = (code: string | undefined): code is string => code?.length === 12

export const statusOrder: readonly HouseholdStatus[] = ['active', 'split', 'merged', 'movedAway']
export const statusTheme = (status: HouseholdStatus) => (status === 'active' ? 'success' : 'default')

/** A whole number from 0 to `most`; undefined for an empty field, null for anything else. */
export function readWhole(typed: string, most: number): number | null | undefined {
  const said = typed.trim()
  if (said === '') return undefined
  return /^\d{1,9}$/.test(said) && Number(said) <= most ? Number(said) : null
}

/** Latitude and longitude as typed; undefined when both are empty, null when they are no place. */
export function readPosition(lat: string, lng: string): { lat: number; lng: number } | null | undefined {
  const [north, east] = [lat.trim(), lng.trim()]
  if (north === '' && east === '') return undefined
  const at = { lat: Number(north), lng: Number(east) }
  return north !== '' && east !== '' && Math.abs(at.lat) <= 90 && Math.abs(at.lng) <= 180 ? at : null
}

/** A number as the API takes it: 5 to 20 digits, `-` and `+`. */
export const isPhone = (typed: string) => /^[\d+-]{5,20}$/.test(typed)

/** First visits that count and how many of them were in order: second visits and upheld objections are left out. */
export function keptOf(checks: readonly CheckView[]): { all: number; kept: number } {
  const counted = checks.filter((one) => one.firstCheckId === null && one.state !== 'overturned')
  return { all: counted.length, kept: counted.filter((one) => one.state === 'kept').length }
}

/** Each member in exactly one of the new households, none of which is empty; null when not so. */
export function splitParts(
  members: readonly MemberView[], goals: ReadonlyMap<string, number>, parts: readonly { headId: string; doorPlate: string }[], groupId: string | null,
) {
  const made = parts.map((part, n) => {
    const ids = members.filter((one) => goals.get(one.membershipId) === n).map((one) => one.membershipId)
    const door = part.doorPlate.trim()
    return { membershipIds: ids, headId: ids.includes(part.headId) ? part.headId : null, place: door === '' ? null : { doorPlate: door, groupId } }
  })
  const placed = made.reduce((sum, part) => sum + part.membershipIds.length, 0)
  return placed === members.length && made.every((part) => part.membershipIds.length > 0) ? made : null
}

/** A table as a file that office programs open with its Chinese intact. */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  // A cell that a program would take for a formula gets a quote before it.
  const cell = (value: string | number) => `"${String(value).replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

/** Hands a text to the browser as a file to keep. */
export function download(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
