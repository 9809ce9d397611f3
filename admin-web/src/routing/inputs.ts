import type { RoutingInput } from '@/api/types'
import { text } from '@/shared/text'
import { routingText } from './text'

export const emptyInput = (region: string): RoutingInput => ({ regionCode: region.length >= 9 ? region : '', category: '', hiddenFromCommittee: false, aboutCommittee: false, address: '' })

/** Sentences for what is missing. */
export const checkInput = (input: RoutingInput): { place?: string; category?: string } => ({
  ...(input.regionCode.length >= 9 ? {} : { place: routingText.preview.placeWrong }),
  ...(input.category === '' ? { category: text.choose(routingText.preview.category) } : {}),
})

export const toInput = (input: RoutingInput): RoutingInput => ({ ...input, address: input.address?.trim() || undefined })
