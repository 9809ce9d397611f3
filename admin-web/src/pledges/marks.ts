import type { Guarantee, NewPledgeCheck, RoundDoor } from '@/api/types'
import { dateOf } from '@/shared/time'
import { allGuarantees, failedOf } from './guarantees'

/** What a checker wrote down about one door, as far as it was copied from the sheet. */
export interface DoorMarks {
  /** Made once per door and kept with the draft: sent again, the visit is recognised and not recorded twice. */
  clientId: string
  marks: Record<Guarantee, boolean | null>
  photos: Record<Guarantee, string[]>
  note: string
}

/** Most visits sent in one request; the API takes 500. */
export const perBatch = 200
/** Pictures of one guarantee; the API takes six of one door. */
export const mostPhotos = 2
export const noteMost = 200

/** A random id in the form the API reads; plain http has no crypto.randomUUID. */
export function newClientId(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const digits = Array.from(bytes, (one) => one.toString(16).padStart(2, '0')).join('')
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-')
}

export const emptyMarks = (): DoorMarks => ({
  clientId: newClientId(), marks: { cleanliness: null, order: null, greening: null }, photos: { cleanliness: [], order: [], greening: [] }, note: '',
})
export const allKept = (): Record<Guarantee, boolean | null> => ({ cleanliness: true, order: true, greening: true })

export const isTouched = (door: DoorMarks): boolean => allGuarantees.some((one) => door.marks[one] !== null)

/** What is still missing: marks, or a picture of a guarantee that failed. Null when the door can be sent. */
export function faultOf(door: DoorMarks): { marks: true } | { photos: Guarantee[] } | null {
  if (allGuarantees.some((one) => door.marks[one] === null)) return { marks: true }
  const bare = failedOf(door.marks).filter((one) => door.photos[one].length === 0)
  return bare.length > 0 ? { photos: bare } : null
}

/** Doors of the round nobody entered yet; one without a pledge cannot be checked. */
export const firstVisits = (doors: readonly RoundDoor[]): RoundDoor[] => doors.filter((door) => door.signed && door.visitedId === null)
/** Doors that failed in this very round and are still to be looked at again. */
export const secondVisits = (doors: readonly RoundDoor[]): RoundDoor[] => doors.filter((door) => door.signed && door.visitedId !== null && door.toPutRight !== null)

/** The moment a visit of `day` is recorded under: noon in China, or now when that is still to come. */
export function momentOf(day: string, now: Date): string {
  const noon = new Date(`${day}T12:00:00+08:00`)
  return (noon > now || day === dateOf(now) ? now : noon).toISOString()
}

/** One visit as the API takes it. A door with something to put right is a second visit. */
export function toCheck(roundId: string, door: RoundDoor, entered: DoorMarks, moment: string): NewPledgeCheck {
  const { cleanliness, order, greening } = entered.marks
  return {
    clientId: entered.clientId, householdId: door.householdId, roundId, firstCheckId: door.toPutRight ?? undefined,
    cleanliness: cleanliness === true, order: order === true, greening: greening === true,
    note: entered.note.trim() || undefined,
    // A picture taken for a mark that was set right again is not sent.
    photos: failedOf(entered.marks).flatMap((guarantee) => entered.photos[guarantee].map((photoId) => ({ photoId, guarantee }))),
    at: moment,
  }
}

export function inBatches<T>(all: readonly T[], size: number = perBatch): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size))
}
