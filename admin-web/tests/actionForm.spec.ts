import { expect, it } from 'vitest'
import { check, dialogActions, emptyForm, isTouched } from '@/cases/actionForm'

it('asks for exactly what each action needs', () => {
  const missing = Object.fromEntries(dialogActions.map((action) => [action, Object.keys(check(action, emptyForm()))]))
  expect(missing).toEqual({
    accept: [], start: [], assign: ['assigneeId'], resolve: ['text', 'photoIds'], note: ['text'], merge: ['intoNumber'], reject: ['text'], close: ['text'],
  })
})
it('takes blanks for nothing', () => {
  expect(check('reject', { ...emptyForm(), text: ' \n ' })).toHaveProperty('text')
  expect(isTouched({ ...emptyForm(), text: ' ' })).toBe(false)
  expect(isTouched({ ...emptyForm(), photoIds: ['1'] })).toBe(true)
})
