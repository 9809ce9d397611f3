import type { PledgeTemplate, PledgeTemplates, PledgeTermKind, PledgeWording } from '@/api/types'

export const wordFields = ['title', 'cleanliness', 'order', 'greening'] as const
export type WordField = (typeof wordFields)[number]
export const most: Record<WordField, number> & { addition: number; additions: number } = { title: 60, cleanliness: 500, order: 500, greening: 500, addition: 200, additions: 10 }

/** A place's own words; an empty field takes the wider place's. */
export interface WordingForm { title: string; cleanliness: string; order: string; greening: string; additions: string[]; term: PledgeTermKind | '' }

/** What the places around one have said, which holds where it says nothing. */
export interface Inherited {
  words: Record<WordField, { text: string; from: string } | null>
  additions: { text: string; from: string }[]
  /** A year when nobody said. */
  term: PledgeTermKind
}

/** The place's own wording in force; null when it takes everything from above. */
export const ownOf = (found: PledgeTemplates): PledgeTemplate | null => found.inForce.find((one) => one.regionCode === found.regionCode) ?? null

export function inheritedOf(found: PledgeTemplates): Inherited {
  const words: Inherited['words'] = { title: null, cleanliness: null, order: null, greening: null }
  const additions: Inherited['additions'] = []
  let term: PledgeTermKind = 'year'
  // Widest first: a narrower place speaks over a wider one, additions add up.
  for (const layer of found.inForce) {
    if (layer.regionCode === found.regionCode) continue
    for (const one of wordFields) {
      const said = layer[one]
      if (said !== null) words[one] = { text: said, from: layer.regionCode }
    }
    additions.push(...layer.additions.map((text) => ({ text, from: layer.regionCode })))
    term = layer.term ?? term
  }
  return { words, additions, term }
}

export const toForm = (of: PledgeTemplate | null): WordingForm => ({
  title: of?.title ?? '', cleanliness: of?.cleanliness ?? '', order: of?.order ?? '', greening: of?.greening ?? '', additions: [...(of?.additions ?? [])], term: of?.term ?? '',
})

export const toWording = (regionCode: string, form: WordingForm): PledgeWording => ({
  regionCode,
  title: form.title.trim() || undefined, cleanliness: form.cleanliness.trim() || undefined, order: form.order.trim() || undefined, greening: form.greening.trim() || undefined,
  additions: form.additions.map((one) => one.trim()).filter((one) => one !== ''),
  term: form.term || undefined,
})

/** The fields nobody words, here or above: without them nothing can be signed. */
export const missingOf = (form: WordingForm, above: Inherited): WordField[] => wordFields.filter((one) => form[one].trim() === '' && above.words[one] === null)
