import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CannedReply, CaseListItem, Me } from '@/api/types'
import { bulkAssign, bulkSupervise } from '@/cases/actions/bulk'
import { localReplies, placesOf, repliesFor } from '@/cases/actions/replies'
import { repliesText } from '@/cases/actions/text'
import { freeName, localFilters, openFilters } from '@/cases/list/savedFilters'
import { isBusyWith } from '@/cases/list/useKeys'
import { forgetList, neighbour, placeOf, rememberList } from '@/cases/list/walk'
import { dueOf } from '@/cases/states'

const one = (id: string) => ({ id, number: `GD${id}`, version: 3 }) as CaseListItem
beforeEach(() => localStorage.clear())
afterEach(() => {
  forgetList()
  vi.unstubAllGlobals()
})

interface Asked { method: string; path: string; body: Record<string, unknown> | null; key: string | null }
/** A server that answers with `answer` and remembers what it was asked. */
function server(answer: (asked: Asked) => unknown): Asked[] {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const sent = await request.text()
    const one: Asked = { method: request.method, path: new URL(request.url).pathname, body: sent === '' ? null : JSON.parse(sent) as Record<string, unknown>, key: request.headers.get('Idempotency-Key') }
    asked.push(one)
    const body = answer(one)
    return body instanceof Response ? body : Response.json(body)
  })
  return asked
}
const refused = () => Response.json({ status: 409, code: 'case.filters_full', detail: 'full' }, { status: 409 })
const keepLocal = (filters: unknown) => localStorage.setItem('engagement.filters.a', JSON.stringify(filters))

it('moves the filters of this browser to the server, once, and renames what would replace another', async () => {
  keepLocal([{ name: 'late', query: 'view=overdue' }, { name: 'mine', query: 'view=mine' }, { name: '', query: 'x' }])
  const asked = server(({ method, body }) => (method === 'GET' ? { items: [{ id: '1', name: 'late', query: 'view=open', savedAt: '' }], next: null } : { id: String(body?.query), ...body, savedAt: '' }))
  expect((await openFilters('a', '*')).map((one) => [one.name, one.query])).toEqual([['late', 'view=open'], ['late*', 'view=overdue'], ['mine', 'view=mine']])
  expect(asked.map((one) => one.method)).toEqual(['GET', 'POST', 'POST'])
  expect(localFilters('a')).toEqual([])
  await openFilters('a', '*')
  expect(asked).toHaveLength(4)
})
it('keeps here what the server does not take, and does not send it twice', async () => {
  keepLocal([{ name: 'first', query: 'view=all' }, { name: 'second', query: 'view=open' }])
  let room = 1
  const known: unknown[] = []
  const asked = server(({ method, body }) => {
    if (method === 'GET') return { items: known, next: null }
    if (room-- <= 0) return refused()
    known.push({ id: '1', ...body, savedAt: '' })
    return known.at(-1)
  })
  expect(await openFilters('a', '*')).toHaveLength(1)
  expect(localFilters('a')).toHaveLength(2)
  room = 1
  expect((await openFilters('a', '*')).map((one) => one.name)).toEqual(['first', 'second'])
  expect(asked.filter((one) => one.method === 'POST').map((one) => one.body?.name)).toEqual(['first', 'second', 'second'])
})
it('names a filter anew within the length the server takes', () => {
  const long = 'x'.repeat(25)
  expect(freeName(long, [], '*')).toBe('x'.repeat(20))
  expect(freeName(long, ['x'.repeat(20)], '*')).toBe(`${'x'.repeat(19)}*`)
})
it('survives a store that somebody else wrote to', () => {
  localStorage.setItem('engagement.filters.a', '{"not":"a list"}')
  localStorage.setItem('engagement.replies.a', 'no json')
  expect([localFilters('a'), localReplies('a')]).toEqual([[], []])
})

const reply = (text: string, action: CannedReply['action'], officeName: string | null = null) => ({ text, action, officeName, regionName: 'R' }) as CannedReply
it('offers words for the action first, then those for all, this browser’s, and its own; none twice', () => {
  const offered = repliesFor('resolve', [reply('any', null), reply('done', 'resolve', 'O'), reply('no', 'reject')], ['here', 'any'])
  expect(offered.slice(0, 3).map((one) => [one.words, one.from])).toEqual([['done', 'O'], ['any', 'R'], ['here', repliesText.local]])
  expect(offered.slice(3).every((one) => one.from === repliesText.shipped)).toBe(true)
  expect(repliesFor('supervise', [], [])).toEqual([])
})
it('keeps words where one works, most local first, and nowhere for those who only look', () => {
  const grant = (role: string, regionCode: string, officeId: string | null = null) => ({ role, regionCode, officeId, regionName: regionCode, officeName: officeId }) as Me['grants'][number]
  expect(placesOf({ grants: [grant('countyOffice', '210283'), grant('villageCommittee', '210283105201'), grant('villageCommittee', '210283105201')] }).map((one) => one.name)).toEqual(['210283105201', '210283'])
  expect(placesOf({ grants: [grant('departmentOfficer', '210283105', 'O')] })).toEqual([{ regionCode: '210283105', officeId: 'O', name: 'O' }])
  expect(placesOf({ grants: [grant('auditor', '2102'), grant('administrator', '21')] })).toEqual([])
})
it('sends a bulk call under the key of its form', async () => {
  const asked = server(() => ({ results: [] }))
  await bulkSupervise([{ id: '1', version: 3 }], 'hurry', undefined, 'k')
  await bulkAssign([{ id: '1', version: 3 }], { assigneePostId: 'p' }, 'why', 'k')
  expect(asked.map((one) => [one.path, one.key])).toEqual([['/api/cases/bulk/supervise', 'k'], ['/api/cases/bulk/assign', 'k']])
  expect(asked[1]?.body).toEqual({ items: [{ id: '1', version: 3 }], assigneePostId: 'p', note: 'why' })
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
