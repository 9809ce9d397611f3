import type { CaseAction, CaseReceipt } from '@/api/types'
import { text } from '@/shared/text'
import * as casesApi from './casesApi'
import { caseText } from './text'

/** Actions that ask something in a dialog; revealing a phone number has its own question beside the number. */
export type DialogAction = Extract<CaseAction, 'accept' | 'assign' | 'start' | 'resolve' | 'note' | 'merge' | 'reject' | 'close'>
export const dialogActions: readonly DialogAction[] = ['accept', 'assign', 'start', 'resolve', 'note', 'merge', 'reject', 'close']

/** What a person can type or choose in the dialog; each action uses some of it. */
export interface ActionForm {
  text: string
  assigneeId: string
  intoNumber: string
  photoIds: string[]
}
export type Wrong = Partial<Record<keyof ActionForm, string>>

export const emptyForm = (): ActionForm => ({ text: '', assigneeId: '', intoNumber: '', photoIds: [] })

/** True when there is something in the form worth rescuing. */
export function isTouched(form: ActionForm): boolean {
  return form.text.trim() !== '' || form.assigneeId !== '' || form.intoNumber !== '' || form.photoIds.length > 0
}

/** What is missing before `action` can be sent; empty when nothing is. */
export function check(action: DialogAction, form: ActionForm): Wrong {
  const words = caseText.action
  const wrong: Wrong = {}
  const said = form.text.trim() !== ''
  if (action === 'reject' && !said) wrong.text = text.required(words.reason.reject)
  if (action === 'close' && !said) wrong.text = text.required(words.reason.close)
  if (action === 'resolve' && !said) wrong.text = text.required(words.resolveText)
  if (action === 'note' && !said) wrong.text = text.required(words.noteText)
  if (action === 'resolve' && form.photoIds.length === 0) wrong.photoIds = words.photoNeeded
  if (action === 'assign' && form.assigneeId === '') wrong.assigneeId = text.choose(caseText.assignee.label)
  if (action === 'merge' && form.intoNumber === '') wrong.intoNumber = text.required(words.intoNumber)
  return wrong
}

/** Sends the form as the call that belongs to `action`. */
export function send(action: DialogAction, id: string, version: number, form: ActionForm): Promise<CaseReceipt> {
  const said = form.text.trim()
  const note = said === '' ? undefined : said
  switch (action) {
    case 'accept': return casesApi.acceptCase(id, { version, note })
    case 'reject': return casesApi.rejectCase(id, { version, reason: said })
    case 'assign': return casesApi.assignCase(id, { version, assigneeId: form.assigneeId, note })
    case 'start': return casesApi.startCase(id, { version, note })
    case 'resolve': return casesApi.resolveCase(id, { version, text: said, photoIds: form.photoIds })
    case 'close': return casesApi.closeCase(id, { version, reason: said })
    case 'note': return casesApi.noteOnCase(id, { text: said, photoIds: form.photoIds })
    case 'merge': return casesApi.mergeCase(id, { version, intoNumber: form.intoNumber, reason: note })
  }
}
