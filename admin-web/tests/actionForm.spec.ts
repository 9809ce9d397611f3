import { expect, it } from 'vitest'
import { check, dialogActions, emptyForm, isTouched, wordsOf, type OneCase } from '@/cases/actions/actionForm'

const supervision = (id: string) => ({ id, supervisedBy: null, at: '2026-03-05T00:00:00Z', instruction: '', replyBy: null, reply: null, repliedBy: null, repliedAt: null })
const fresh: OneCase = { id: '1', version: 1, assigneeId: null, assigneePostId: null, requests: [], supervisions: [supervision('a')], clockState: null }

it('asks for exactly what each action needs', () => {
  const missing = Object.fromEntries(dialogActions.map((action) => [action, Object.keys(check(action, emptyForm(), fresh))]))
  expect(missing).toEqual({
    accept: [], start: [], assign: ['assigneeId'], resolve: ['text', 'photoIds'], note: ['text'], merge: ['intoNumber'], reject: ['text'], close: ['text'],
    decideRequest: ['verdict'], verify: ['verdict'], answerSupervision: ['text'], resume: [], write: ['text'], pause: ['text', 'pauseReason', 'until'],
    askExtension: ['text', 'amount'], askDeferral: ['text', 'reviewOn'], return: ['text', 'officeId'], transfer: ['text', 'officeId'], supervise: ['text'],
  })
})
it('takes blanks for nothing', () => {
  expect(check('reject', { ...emptyForm(), text: ' \n ' }, fresh)).toHaveProperty('text')
  expect(isTouched({ ...emptyForm(), text: ' ' })).toBe(false)
  expect(isTouched({ ...emptyForm(), photoIds: ['1'] })).toBe(true)
})
it('wants a reason for a no, and for taking a case from somebody', () => {
  expect(check('verify', { ...emptyForm(), verdict: 'yes' }, fresh)).toEqual({})
  expect(check('verify', { ...emptyForm(), verdict: 'no' }, fresh)).toHaveProperty('text')
  expect(check('decideRequest', { ...emptyForm(), verdict: 'no' }, fresh)).toHaveProperty('text')
  expect(wordsOf('assign', emptyForm(), fresh).needed).toBe(false)
  expect(wordsOf('assign', emptyForm(), { ...fresh, assigneePostId: 'p' }).needed).toBe(true)
})
it('asks which supervision only when several wait', () => {
  const said = { ...emptyForm(), text: 'x' }
  expect(check('answerSupervision', said, fresh)).toEqual({})
  expect(check('answerSupervision', said, { ...fresh, supervisions: [supervision('a'), supervision('b')] })).toHaveProperty('supervisionId')
})
it('takes whole numbers only for more time', () => {
  const asked = (amount: string) => Object.keys(check('askExtension', { ...emptyForm(), text: 'x', amount }, fresh))
  expect(['3', '1440'].flatMap(asked)).toEqual([])
  for (const amount of ['', '0', '1.5', '1441', 'abc', '-1']) expect(asked(amount)).toEqual(['amount'])
})
