import type { Guarantee } from '@/api/types'
import { pledgeText } from './text'

/** In the order of the text that is signed. */
export const allGuarantees: readonly Guarantee[] = ['cleanliness', 'order', 'greening']

export const failedOf = (marks: Record<Guarantee, boolean | null>): Guarantee[] => allGuarantees.filter((one) => marks[one] === false)
export const namesOf = (guarantees: readonly Guarantee[]): string => guarantees.map((one) => pledgeText.guarantees[one]).join(pledgeText.and)

/** How a door is called in a list: its plate where it has one, else its code. */
export const doorName = (door: { doorPlate: string | null; code: string }): string => door.doorPlate ?? door.code
