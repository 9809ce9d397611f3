import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiProblem } from '@/api/problem'
import type { CaseListItem } from '@/api/types'
import { oneByOne } from '@/cases/actions/bulk'
import { dropReply, keepReply, mostReplies, readReplies, repliesFor } from '@/cases/actions/replies'
import { dropFilter, keepFilter, mostFilters, readFilters } from '@/cases/list/savedFilters'
import { isBusyWith } from '@/cases/list/useKeys'
import { forgetList, neighbour, placeOf, rememberList } from '@/cases/list/walk'
import { dueOf } from '@/cases/states'

const one = (id: string) => ({ id, number: `GD${id}`, version: 3 }) as CaseListItem
beforeEach(() => localStorage.clear())
afterEach(forgetList)

it('keeps filters per account, replaces one of the same name and stops at the most', () => {
  keepFilter('a', { name: 'late', query: 'view=overdue' })
  keepFilter('a', { name: 'late', query: 'view=open' })
  expect(readFilters('a')).toEqual([{ name: 'late', query: 'view=open' }])
  expect(readFilters('b')).toEqual([])
  for (let n = 1; n < mostFilters; n++) keepFilter('a', { name: String(n), query: '' })
  expect(keepFilter('a', { name: 'one too many', query: '' })).toBeNull()
  expect(dropFilter('a', 'late')).toHaveLength(mostFilters - 1)
})
it('survives a store that somebody else wrote to', () => {
  localStorage.setItem('engagement.filters.a', '{"not":"a list"}')
  localStorage.setItem('engagement.replies.a', 'no json')
  expect([readFilters('a'), readReplies('a')]).toEqual([[], []])
})
it('keeps a reply once, newest first, before those offered', () => {
  keepReply('a', ' first ')
  keepReply('a', 'second')
  keepReply('a', 'first')
  expect(readReplies('a')).toEqual(['first', 'second'])
  expect(repliesFor('resolve', readReplies('a')).map((reply) => reply.own).slice(0, 3)).toEqual([true, true, false])
  expect(dropReply('a', 'first')).toEqual(['second'])
  for (let n = 1; n < mostReplies; n++) keepReply('a', `reply ${n}`)
  expect(keepReply('a', 'one too many')).toBeNull()
})
it('walks on into the next page, not past the ends, and shows nothing twice', async () => {
  rememberList({ view: 'open' }, [one('1'), one('2')], 'cursor')
  const fetched = vi.fn(() => Promise.resolve({ items: [one('2'), one('3')], next: null }))
  expect(await neighbour('1', -1, fetched)).toBeNull()
  expect(await neighbour('1', 1, fetched)).toBe('2')
  expect(fetched).not.toHaveBeenCalled()
  expect(await neighbour('2', 1, fetched)).toBe('3')
  expect(fetched).toHaveBeenCalledExactlyOnceWith({ view: 'open', after: 'cursor' })
  expect(await neighbour('3', 1, fetched)).toBeNull()
  expect(placeOf('3')).toEqual({ at: 2, known: 3, more: false })
  expect(placeOf('stranger')).toBeNull()
})
it('says of each case how it went and gives up when the session is gone', async () => {
  const act = vi.fn((it: CaseListItem) => it.id === '2' ? Promise.reject(new ApiProblem(409, 'case.not_open', 'no'))
    : it.id === '3' ? Promise.reject(new ApiProblem(401, 'unauthorized', 'gone')) : Promise.resolve({ id: it.id, number: it.number, status: 'accepted' as const, dueAt: '', version: 4 }))
  const results = await oneByOne(['1', '2', '3', '4'].map(one), act, () => {})
  expect(results.map((result) => [result.id, result.ok, result.code])).toEqual([['1', true, null], ['2', false, 'case.not_open'], ['3', false, 'unauthorized'], ['4', false, 'unauthorized']])
  expect(act).toHaveBeenCalledTimes(3)
})
it('leaves letters to whoever types', () => {
  const box = document.createElement('textarea')
  expect(isBusyWith(box)).toBe(true)
  expect(isBusyWith(document.createElement('button'))).toBe(false)
})
it('does not count down while the clock stands', () => {
  const now = new Date('2026-03-05T00:00:00Z')
  const due = { status: 'inProgress' as const, dueAt: '2026-03-05T01:00:00Z', overdue: false }
  expect(dueOf({ ...due, clock: 'running' }, now).tone).toBe('soon')
  expect(dueOf({ ...due, clock: 'paused' }, now)).toEqual({ tone: 'calm', words: '' })
})
