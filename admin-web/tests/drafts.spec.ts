import { beforeEach, expect, it, vi } from 'vitest'
import { dropAllDrafts, dropDraft, readDraft, saveDraft } from '@/shared/drafts'

beforeEach(() => sessionStorage.clear())

it('gives back what was typed, and whether it was on screen', () => {
  saveDraft('me', 'case.1.resolve', { text: '清运了' }, true)
  expect(readDraft('me', 'case.1.resolve')).toEqual({ form: { text: '清运了' }, open: true })
  dropDraft('me', 'case.1.resolve')
  expect(readDraft('me', 'case.1.resolve')).toBeNull()
})
it('shows nobody the words of somebody else', () => {
  saveDraft('me', 'note', { text: 'x' }, true)
  expect(readDraft('you', 'note')).toBeNull()
})
it('forgets all drafts and nothing else on leaving', () => {
  saveDraft('me', 'a', {}, true)
  saveDraft('you', 'b', {}, false)
  sessionStorage.setItem('other', '1')
  dropAllDrafts()
  expect(Object.keys(sessionStorage)).toEqual(['other'])
})
it('lives with damaged and with forbidden storage', () => {
  sessionStorage.setItem('engagement.draft.me.a', '{')
  expect(readDraft('me', 'a')).toBeNull()
  const spy = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => { throw new DOMException('full', 'QuotaExceededError') })
  expect(() => saveDraft('me', 'a', {}, true)).not.toThrow()
  spy.mockRestore()
})
