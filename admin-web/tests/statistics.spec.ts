import { describe, expect, it } from 'vitest'
import type { RateView, RatesView, ThreeRates } from '@/api/types'
import { toCsv } from '@/shared/csv'
import { barGroups, mostBars } from '@/statistics/charts'
import { breakdownsOf, casesLink, percent, placesOf, points, tableOf } from '@/statistics/figures'
import { monthBefore, monthDays, periodOf, yearUpTo } from '@/statistics/period'
import { actionName, actionOptions, actorName } from '@/audit/words'
import { actionNames, groupNames } from '@/audit/text'

const rate = (numerator: number, denominator: number): RateView => ({
  numerator, denominator, rate: denominator === 0 ? null : numerator / denominator, sampleTooSmall: denominator < 5, rank: 1, missed: [], excluded: [],
})
const group = (key: string, filed: number, solved: number, previous: RatesView | null = null): RatesView => ({
  key, name: key, filed, response: rate(filed, filed), resolution: rate(solved, filed), satisfaction: rate(0, 0), shown: [], pausedMinutes: 0, previous,
})

describe('the days of a period', () => {
  it('ends today, except for the month that is over', () => {
    expect(periodOf('month', '2026-03-05')).toEqual({ from: '2026-03-01', to: '2026-03-05' })
    expect(periodOf('lastMonth', '2026-03-05')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(periodOf('lastMonth', '2026-01-31')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
    expect(periodOf('quarter', '2026-06-30')).toEqual({ from: '2026-04-01', to: '2026-06-30' })
    expect(periodOf('year', '2026-01-01')).toEqual({ from: '2026-01-01', to: '2026-01-01' })
  })
  it('knows months, leap years too', () => {
    expect(monthDays('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
    expect(yearUpTo('2026-11-22')).toEqual({ from: '2025-12-01', to: '2026-11-22' })
    expect(monthBefore('2026-01-15', 1)).toBe('2025-12')
  })
})

describe('figures', () => {
  it('differ in percentage points, and not at all from nothing', () => {
    expect(points(rate(9, 10), rate(8, 10))).toBe(10)
    expect(points(rate(1, 3), rate(1, 3))).toBe(0)
    expect(points(rate(1, 3), rate(0, 0))).toBeNull()
    expect(points(rate(0, 0), rate(1, 3))).toBeNull()
    expect([percent(0.92725), percent(0), percent(null)]).toEqual(['92.7%', '0.0%', '—'])
  })
  it('lead to their cases with the filters they were counted with', () => {
    const scope = { region: '210283', from: '2026-01-01', to: '2026-01-31', kind: 'finding' as const }
    expect(casesLink(scope, 'response.missed', { by: 'village', key: '210283109201' }, true)).toEqual({
      name: 'figureCases',
      query: { region: '210283', from: '2026-01-01', to: '2026-01-31', kind: 'finding', figure: 'response.missed', by: 'village', group: '210283109201', onBehalf: 'true' },
    })
  })
  it('are broken down only as far as the API does', () => {
    expect(['21', '2102', '210283', '210283109', '210283109201'].map(placesOf)).toEqual(['category', 'township', 'township', 'village', 'category'])
    expect(breakdownsOf('2102')).not.toContain('village')
    expect(breakdownsOf('210283109')).not.toContain('township')
    expect(breakdownsOf('21')[0]).toBe('county')
    expect(breakdownsOf('210283')).not.toContain('county')
  })
  it('are drawn for the groups with most cases only, the best on top', () => {
    const many = Array.from({ length: 20 }, (_, i) => group(`g${i}`, 10 + i, i % 7))
    const drawn = barGroups([...many, group('none', 0, 0)])
    expect(drawn).toHaveLength(mostBars)
    expect(drawn.every((one) => (one.filed ?? 0) >= 15)).toBe(true)
    expect(drawn.map((one) => one.resolution.rate)).toEqual(drawn.map((one) => one.resolution.rate).sort((a, b) => (b ?? 0) - (a ?? 0)))
  })
})

describe('the exported table', () => {
  it('is read as UTF-8, and never as a formula', () => {
    expect(toCsv([['a', 1, null], ['=1+1', 'x,"y"', '-']])).toBe('\uFEFFa,1,\r\n\'=1+1,"x,""y""",\'-\r\n')
  })
  it('has the whole and every group with parts and change', () => {
    const total = group('', 10, 5, group('', 10, 4))
    const rows = tableOf({ total: { ...total, name: 'all' }, groups: [group('a', 4, 2)] } as unknown as ThreeRates,
      { name: 'n', filed: 'f', rates: { response: 'r', resolution: 's', satisfaction: 't' }, numerator: 'x', denominator: 'y', rank: 'k', change: 'c' })
    expect(rows[0]).toEqual(['n', 'f', 'r', 'x', 'y', 'k', 'c', 's', 'x', 'y', 'k', 'c', 't', 'x', 'y', 'k', 'c'])
    expect(rows[1].slice(0, 12)).toEqual(['all', 10, '100.0%', 10, 10, 1, 0, '50.0%', 5, 10, 1, 10])
    expect(rows[2].slice(0, 7)).toEqual(['a', 4, '100.0%', 4, 4, 1, null])
  })
})

describe('the trail in words', () => {
  it('names every act and finds it under its group', () => {
    expect(actionName('case.accept')).not.toBe('case.accept')
    expect(actionName('case.brand_new')).toBe('case.brand_new')
    const offered = actionOptions.flatMap((part) => part.children.map((one) => one.value))
    expect(Object.keys(actionNames).filter((action) => !offered.includes(action))).toEqual([])
    expect(Object.keys(actionNames).filter((action) => groupNames[action.split('.')[0]] === undefined)).toEqual([])
  })
  it('says who it was even when no name is left', () => {
    const said = ([['system', null], ['staff', null], ['staff', 'x'], ['villager', 'x']] as const).map(([actorKind, actorId]) => actorName({ actorKind, actorId, actorName: null }))
    expect(new Set(said).size).toBe(4)
  })
})
