import type { RouteLocationRaw } from 'vue-router'
import type { CaseKind, FigureCount, RateView, RatesBy, RatesView, ThreeRates } from '@/api/types'

export const rateKinds = ['response', 'resolution', 'satisfaction'] as const
export type RateKind = (typeof rateKinds)[number]

/** Colours that differ in lightness, too. */
export const rateColours: Record<RateKind, string> = { response: '#0052d9', resolution: '#2ba471', satisfaction: '#e37318' }

/** `92.7%`; a dash where nothing is counted. */
export const percent = (rate: number | null | undefined): string => (rate === null || rate === undefined ? '—' : `${(rate * 100).toFixed(1)}%`)

const shown = (rate: number) => Number((rate * 100).toFixed(1))
/** Difference in percentage points, one digit, of the rates as they are shown: on paper, whoever subtracts gets the same. Null where one of the two has no rate. */
export const points = (now: RateView, before: RateView | null | undefined): number | null =>
  now.rate === null || !before || before.rate === null ? null : Number((shown(now.rate) - shown(before.rate)).toFixed(1))

/** What the figures on screen are of. */
export interface Scope { region: string; from: string; to: string; kind: CaseKind }
export interface Group { by: RatesBy; key: string }

/** The list of the cases behind a figure. */
export const casesLink = (scope: Scope, figure: string, group?: Group, onBehalf = false): RouteLocationRaw => ({
  name: 'figureCases',
  query: {
    region: scope.region, from: scope.from, to: scope.to, ...(scope.kind === 'complaint' ? {} : { kind: scope.kind }), figure,
    ...(group && group.key !== '' ? { by: group.by, group: group.key } : {}), ...(onBehalf ? { onBehalf: 'true' } : {}),
  },
})

/** Which places a region falls into; the smallest has categories instead. */
export const placesOf = (region: string): RatesBy => (region.length >= 12 ? 'category' : region.length >= 9 ? 'village' : region.length >= 4 ? 'township' : 'category')

/** What a region can be broken down by; the API refuses more groups than anyone reads. */
export const breakdownsOf = (region: string): RatesBy[] => [
  ...(region.length >= 2 && region.length < 6 ? ['county' as const] : []), ...(region.length >= 4 && region.length < 9 ? ['township' as const] : []), ...(region.length >= 6 && region.length < 12 ? ['village' as const] : []),
  'category', 'owner', 'priority', 'month',
]

/** Those of a rate's reasons that hold at least one case. */
export const some = (counts: readonly FigureCount[]): FigureCount[] => counts.filter((one) => one.count > 0)

/** The table on screen as rows of a spreadsheet, the whole first. */
export function tableOf(rates: ThreeRates, heads: { name: string; filed: string; rates: Record<RateKind, string>; numerator: string; denominator: string; rank: string; change: string }) {
  const head = [heads.name, heads.filed, ...rateKinds.flatMap((kind) => [heads.rates[kind], heads.numerator, heads.denominator, heads.rank, heads.change])]
  const row = (one: RatesView) => [
    one.name, one.filed,
    ...rateKinds.flatMap((kind) => [percent(one[kind].rate), one[kind].numerator, one[kind].denominator, one[kind].rank, points(one[kind], one.previous?.[kind])]),
  ]
  return [head, row(rates.total), ...rates.groups.map(row)]
}
