/** How a place is coloured on a map, and what stands beside the pointer. */
export interface PlaceShade { code: string; name: string; colour: string; detail: string }

/** Of a place without a figure. */
export const noColour = '#f2f3f5'
