import { expect, it } from 'vitest'
import type { PledgeTemplate, RoundDoor } from '@/api/types'
import { byAlley, shownDoors, stateOf } from '@/pledges/doors'
import { allKept, emptyMarks, faultOf, firstVisits, inBatches, momentOf, newClientId, secondVisits, toCheck } from '@/pledges/marks'
import { bandOf, formatShare, inOrder } from '@/pledges/shares'
import { lastDay, nextTerm, termsToShow } from '@/pledges/terms'
import { inheritedOf, missingOf, ownOf, toForm, toWording } from '@/pledges/wording'

const door = (change: Partial<RoundDoor> = {}): RoundDoor => ({
  householdId: 'h', code: '2102831092000001', alley: 'a', doorPlate: '1', headName: null, signed: true, toPutRight: null, failed: [], putRightBy: null, visitedId: null, kept: null, ...change,
})

it('puts shares into five bands and never rounds up to the whole', () => {
  expect([0, 0.4999, 0.5, 0.7, 0.85, 0.95, 1, null].map(bandOf)).toEqual([0, 0, 1, 2, 3, 4, 4, null])
  expect([0, 0.831, 0.99996, 1, null].map(formatShare)).toEqual(['0%', '83.1%', '99.9%', '100%', null])
})

it('orders rows lowest first, those without a figure last', () => {
  const rows = [{ n: 1, coverage: 0.9, keepRate: null }, { n: 2, coverage: null, keepRate: 0.2 }, { n: 3, coverage: 0.1, keepRate: 0.8 }]
  expect(inOrder(rows, 'coverage').map((one) => one.n)).toEqual([3, 1, 2])
  expect(inOrder(rows, 'keepRate').map((one) => one.n)).toEqual([2, 3, 1])
  expect(inOrder(rows, 'place').map((one) => one.n)).toEqual([1, 2, 3])
})

it('knows the term after today, and the last day of one', () => {
  expect(nextTerm('2026-06-30', 'halfYear').value).toBe('2026H2')
  expect(nextTerm('2026-07-01', 'halfYear').value).toBe('2027H1')
  expect(nextTerm('2026-07-01', 'year').value).toBe('2027')
  expect(termsToShow('2026-03-05').map((one) => one.value)).toEqual(['2026', '2026H2', '2026H1', '2025', '2025H2', '2025H1'])
  // The first moment after the year, in China.
  expect(lastDay('2026-12-31T16:00:00Z')).toBe('2026-12-31')
})

it('makes client ids the API can read, each another', () => {
  const ids = Array.from({ length: 50 }, newClientId)
  expect(new Set(ids).size).toBe(50)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

it('asks for all three marks, and for a picture of each that failed', () => {
  const entered = emptyMarks()
  expect(faultOf(entered)).toEqual({ marks: true })
  entered.marks = { cleanliness: false, order: true, greening: null }
  expect(faultOf(entered)).toEqual({ marks: true })
  entered.marks.greening = false
  entered.photos.greening = ['p']
  expect(faultOf(entered)).toEqual({ photos: ['cleanliness'] })
  entered.marks = allKept()
  expect(faultOf(entered)).toBeNull()
})

it('sends a visit with its own id, with pictures of what failed only, and as a second visit where one is due', () => {
  const entered = { ...emptyMarks(), marks: { cleanliness: false, order: true, greening: true }, photos: { cleanliness: ['c'], order: ['o'], greening: [] }, note: '  ' }
  const check = toCheck('r', door({ toPutRight: 'first' }), entered, '2026-03-05T04:00:00.000Z')
  expect(check).toMatchObject({ clientId: entered.clientId, roundId: 'r', firstCheckId: 'first', cleanliness: false, order: true, greening: true, photos: [{ photoId: 'c', guarantee: 'cleanliness' }] })
  expect(check.note).toBeUndefined()
  expect(toCheck('r', door(), entered, '').clientId).toBe(check.clientId)
})

it('records a visit at noon of its day, or now when that is still to come', () => {
  const now = new Date('2026-03-05T02:00:00Z')
  expect(momentOf('2026-03-04', now)).toBe('2026-03-04T04:00:00.000Z')
  expect(momentOf('2026-03-05', now)).toBe(now.toISOString())
})

it('offers unvisited doors with a pledge first, and those of the round that failed once more', () => {
  const doors = [door(), door({ signed: false }), door({ visitedId: 'v', kept: true }), door({ visitedId: 'v', kept: false, toPutRight: 'v' }), door({ toPutRight: 'before' })]
  expect(firstVisits(doors)).toEqual([doors[0], doors[4]])
  expect(secondVisits(doors)).toEqual([doors[3]])
  expect(doors.map(stateOf)).toEqual(['waiting', 'unsigned', 'kept', 'failed', 'waiting'])
  expect(shownDoors(doors, 'waiting')).toEqual([doors[0], doors[4]])
})

it('cuts doors where the alley changes and batches where they grow too long', () => {
  const doors = [door({ alley: 'a' }), door({ alley: 'a' }), door({ alley: null }), door({ alley: 'a' })]
  expect(byAlley(doors).map((group) => [group.alley, group.doors.length])).toEqual([['a', 2], [null, 1], ['a', 1]])
  expect(inBatches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(inBatches([])).toEqual([])
})

const layer = (regionCode: string, change: Partial<PledgeTemplate>): PledgeTemplate => ({
  id: regionCode, regionCode, number: 1, title: null, cleanliness: null, order: null, greening: null, additions: [], term: null, publishedAt: '', ...change,
})

it('takes from the nearest wider place what a place leaves out, and adds up additions', () => {
  const found = {
    regionCode: '210283109200', term: 'halfYear' as const, history: [],
    inForce: [layer('', { title: 'T', cleanliness: 'C', order: 'O', additions: ['1'], term: 'year' }), layer('210283', { cleanliness: 'C2', additions: ['2'], term: 'halfYear' }), layer('210283109200', { order: 'mine', additions: ['3'] })],
  }
  const above = inheritedOf(found)
  expect(above.words).toEqual({ title: { text: 'T', from: '' }, cleanliness: { text: 'C2', from: '210283' }, order: { text: 'O', from: '' }, greening: null })
  expect(above.additions.map((one) => one.text)).toEqual(['1', '2'])
  expect(above.term).toBe('halfYear')
  const form = toForm(ownOf(found))
  expect(form).toMatchObject({ order: 'mine', additions: ['3'], term: '' })
  expect(missingOf(form, above)).toEqual(['greening'])
  expect(toWording('210283109200', { ...form, title: ' ', additions: ['3', ' '] })).toEqual({ regionCode: '210283109200', order: 'mine', additions: ['3'] })
})
