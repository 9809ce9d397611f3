import { expect, it } from 'vitest'
import { monthCells, readImport, turnDay } from '@/deadlines/calendar'
import { checkForm, toForm, toRequest } from '@/deadlines/deadlineForm'
import { calendarWords, categoryWords, deadlineWords } from '@/deadlines/ruleWords'
import { columnsOf, daysIn, shiftMonth } from '@/posts/months'
import { toTarget } from '@/routing/targets'

it('puts the shorthand of deadlines into words', () => {
  expect(deadlineWords('2 WorkingHours / 7 WorkingDays')).toBe('2 个工作小时内响应，7 个工作日内办结')
  expect(deadlineWords(null)).toBe('按上一级的规定')
  expect(deadlineWords('something else')).toBe('something else')
})

it('shows the changed fields of a category, also when its hint holds the separator', () => {
  expect(categoryWords('路灯；不亮；常亮；lamp；Normal；10；active', '路灯；不亮；常亮；lamp；Danger；10；inactive；verify'))
    .toEqual(['紧急程度：一般；状态：在用；核验：不用核验', '紧急程度：危及安全；状态：停用；核验：须核验'])
  expect(categoryWords(null, '路灯；；lamp；Normal；10；active')[0]).toBe('无')
})

it('names the days that changed', () => {
  expect(calendarWords('{"2027-01-01":"元旦"} []', '{"2027-01-01":"元旦","2027-01-02":"元旦"} ["2027-01-09"]'))
    .toEqual(['放假 1 天，调休上班 0 天', '放假 2 天，调休上班 1 天；增加放假：2027-01-02；增加调休上班：2027-01-09'])
})

it('begins a month under its weekday and marks its days', () => {
  const cells = monthCells(2027, 1, { off: { '2027-01-01': '元旦' }, work: ['2027-01-03'] })
  // 1 January 2027 is a Friday.
  expect(cells.slice(0, 5)).toEqual([null, null, null, null, { date: '2027-01-01', day: 1, kind: 'off', name: '元旦' }])
  expect(cells.slice(5, 8).map((cell) => cell?.kind)).toEqual(['weekend', 'work', 'plain'])
  expect(cells).toHaveLength(35)
})

it('turns a weekday off and back, a weekend day to work, off, and back', () => {
  const start = { off: {}, work: [] }
  const monday = turnDay(start, '2027-01-04', '元旦')
  expect(monday.off).toEqual({ '2027-01-04': '元旦' })
  expect(turnDay(monday, '2027-01-04', '元旦')).toEqual(start)
  const works = turnDay(start, '2027-01-02', '元旦')
  const off = turnDay(works, '2027-01-02', '元旦')
  expect([works.work, off.work, off.off]).toEqual([['2027-01-02'], [], { '2027-01-02': '元旦' }])
  expect(turnDay(off, '2027-01-02', '元旦')).toEqual(start)
})

it('reads announced years and says what is wrong with others', () => {
  expect(readImport('{"2027":{"holidays":{"2027-01-01":"元旦"}}}')).toEqual({ 2027: { holidays: { '2027-01-01': '元旦' }, makeUpWorkdays: [] } })
  expect(Object.keys(readImport('{"source":"x","years":{"2027":{"holidays":{"2027-01-01":""},"makeUpWorkdays":[]}}}'))).toEqual(['2027'])
  for (const bad of ['{', '[]', '{"27":{"holidays":{}}}', '{"2027":{"holidays":{}}}', '{"2027":{"holidays":{"2026-01-01":"x"}}}', '{"2027":{"holidays":{"2027-1-1":"x"}}}', '{"2027":{"holidays":{"2027-01-01":1}}}']) {
    expect(() => readImport(bad), bad).toThrow()
  }
})

it('checks a deadline before it is sent, and sends only what was chosen', () => {
  const form = toForm({ category: 'lamp', name: '路灯', respondWithin: { amount: 2, unit: 'workingDays' }, resolveWithin: { amount: 5, unit: 'workingDays' }, from: null, version: 0, applying: false, next: null })
  expect(checkForm(form)).toEqual({})
  expect(checkForm({ ...form, respondAmount: '6' })).toHaveProperty('respond')
  expect(checkForm({ ...form, resolveAmount: '0' })).toHaveProperty('resolve')
  expect(checkForm({ ...form, begins: 'later' })).toHaveProperty('date')
  expect(toRequest({ ...form, mode: 'up', applyToRunning: true }, '210283', 3)).toEqual({ region: '210283', version: 3, reason: undefined, from: undefined, applyToRunning: true })
  expect(toRequest({ ...form, begins: 'later', date: '2027-01-04', applyToRunning: true }, '', 0)).toMatchObject({ region: undefined, from: '2027-01-03T16:00:00.000Z', applyToRunning: false })
})

it('sends only the value that belongs to a target’s kind', () => {
  expect(toTarget({ kind: 'office', postKind: 'cleaner', postId: 'p', officeId: 'o' })).toEqual({ kind: 'office', officeId: 'o' })
  expect(toTarget({ kind: 'township', postKind: 'cleaner', postId: null, officeId: null })).toEqual({ kind: 'township' })
})

it('moves through months', () => {
  expect([shiftMonth('2026-01-31', -1), shiftMonth('2026-12-15', 1)]).toEqual(['2025-12-01', '2027-01-01'])
  expect([daysIn('2028-02-10'), daysIn('2026-11-01')]).toEqual([29, 30])
  expect(columnsOf({ from: '2026-11-01', to: '2026-11-30', personId: null, name: null, standIn: false })).toEqual({ gridColumn: '1 / 31' })
})
