import type { CaseAction, CaseDetail, CasePauseReason, CaseReceipt, DeadlineUnit } from '@/api/types'
import { text } from '@/shared/text'
import * as casesApi from '../casesApi'
import { caseText } from '../text'
import * as actionsApi from './actionsApi'
import { actionText } from './text'

/** Actions that ask something in a dialog; revealing a phone number has its own question beside the number. */
export type DialogAction = Exclude<CaseAction, 'revealPhone'>

/** What waits for this person first, then what the work needs, then what is rare. */
export const frontActions: readonly DialogAction[] = [
  'decideRequest', 'verify', 'answerSupervision', 'accept', 'resume', 'assign', 'start', 'resolve', 'write', 'note', 'close', 'reject',
]
export const moreActions: readonly DialogAction[] = ['pause', 'askExtension', 'askDeferral', 'return', 'transfer', 'supervise', 'merge']
export const dialogActions: readonly DialogAction[] = [...frontActions, ...moreActions]

/** What a person can type or choose in the dialog; each action uses some of it. Dates are days in China, `2026-03-05`. */
export interface ActionForm {
  text: string
  assigneeId: string
  postId: string
  to: 'person' | 'post'
  intoNumber: string
  photoIds: string[]
  pauseReason: CasePauseReason | ''
  until: string
  amount: string
  unit: DeadlineUnit | ''
  reviewOn: string
  officeId: string
  replyBy: string
  supervisionId: string
  verdict: 'yes' | 'no' | ''
}
export type Wrong = Partial<Record<keyof ActionForm, string>>
export type OneCase = Pick<CaseDetail, 'id' | 'version' | 'assigneeId' | 'assigneePostId' | 'requests' | 'supervisions' | 'clockState'>

export const emptyForm = (): ActionForm => ({
  text: '', assigneeId: '', postId: '', to: 'person', intoNumber: '', photoIds: [], pauseReason: '', until: '', amount: '', unit: '', reviewOn: '', officeId: '',
  replyBy: '', supervisionId: '', verdict: '',
})

/** True when there is something in the form worth rescuing. */
export function isTouched(form: ActionForm): boolean {
  return JSON.stringify({ ...form, text: form.text.trim() }) !== JSON.stringify(emptyForm())
}

const always: ReadonlySet<DialogAction> = new Set<DialogAction>([
  'reject', 'close', 'resolve', 'note', 'pause', 'askExtension', 'askDeferral', 'return', 'transfer', 'supervise', 'answerSupervision', 'write',
])

/** Whether words must be given, and what they are called on screen. */
export function wordsOf(action: DialogAction, form: ActionForm, one: OneCase): { needed: boolean; label: string } {
  if (action === 'assign' && (one.assigneeId || one.assigneePostId)) return { needed: true, label: actionText.reassign }
  if (action === 'decideRequest' && form.verdict === 'no') return { needed: true, label: actionText.refuseReason }
  if (action === 'verify' && form.verdict === 'no') return { needed: true, label: actionText.failReason }
  return { needed: always.has(action), label: actionText.label[action] }
}

export const takesPhotos = (action: DialogAction) => ['resolve', 'note', 'write', 'verify'].includes(action)
export const pendingRequest = (one: OneCase) => one.requests.find((request) => request.open)
export const unanswered = (one: OneCase) => one.supervisions.filter((supervision) => supervision.repliedAt === null)
/** The one supervision that waits needs no choosing. */
const supervisionOf = (form: ActionForm, one: OneCase) => form.supervisionId || (unanswered(one).length === 1 ? unanswered(one)[0]?.id ?? '' : '')
/** Time is asked for in the unit of the case's own deadline unless another is chosen. */
export const unitOf = (form: ActionForm, one: OneCase): DeadlineUnit => form.unit || (one.clockState?.resolveWithin.unit ?? 'workingDays')

/** What is missing before `action` can be sent; empty when nothing is. */
export function check(action: DialogAction, form: ActionForm, one: OneCase): Wrong {
  const wrong: Wrong = {}
  const said = wordsOf(action, form, one)
  const must = (name: keyof ActionForm, label: string) => { if (form[name] === '') wrong[name] = text.choose(label) }
  if (said.needed && form.text.trim() === '') wrong.text = text.required(said.label)
  switch (action) {
    case 'resolve': if (form.photoIds.length === 0) wrong.photoIds = actionText.photoNeeded; break
    case 'assign':
      if (form.to === 'post') must('postId', actionText.post)
      else must('assigneeId', caseText.assignee.label)
      break
    case 'merge': if (form.intoNumber === '') wrong.intoNumber = text.required(actionText.intoNumber); break
    case 'pause': must('pauseReason', actionText.pauseReason); must('until', actionText.until); break
    case 'askExtension': if (!(Number.isInteger(Number(form.amount)) && Number(form.amount) >= 1 && Number(form.amount) <= 1440)) wrong.amount = actionText.amountShape; break
    case 'askDeferral': must('reviewOn', actionText.reviewOn); break
    case 'decideRequest': must('verdict', actionText.decision); break
    case 'verify': must('verdict', actionText.verdict); break
    case 'return':
    case 'transfer': must('officeId', actionText.office); break
    case 'answerSupervision': if (supervisionOf(form, one) === '') wrong.supervisionId = text.choose(actionText.supervision); break
  }
  return wrong
}

/** The last moment of a day in China. */
export const endOf = (day: string) => `${day}T23:59:59+08:00`

/** Sends the form as the call that belongs to `action`; `key` makes a repeated click count once where the call creates something. */
export function send(action: DialogAction, one: OneCase, form: ActionForm, key: string): Promise<CaseReceipt> {
  const { id, version } = one
  const said = form.text.trim()
  const note = said === '' ? undefined : said
  const photoIds = form.photoIds
  switch (action) {
    case 'accept': return casesApi.acceptCase(id, { version, note })
    case 'reject': return casesApi.rejectCase(id, { version, reason: said })
    case 'assign': return casesApi.assignCase(id, form.to === 'post' ? { version, assigneePostId: form.postId, note } : { version, assigneeId: form.assigneeId, note })
    case 'start': return casesApi.startCase(id, { version, note })
    case 'resolve': return casesApi.resolveCase(id, { version, text: said, photoIds })
    case 'close': return casesApi.closeCase(id, { version, reason: said })
    case 'note': return casesApi.noteOnCase(id, { text: said, photoIds }, key)
    case 'merge': return casesApi.mergeCase(id, { version, intoNumber: form.intoNumber, reason: note })
    case 'pause': return actionsApi.pauseCase(id, { version, reason: form.pauseReason as CasePauseReason, text: said, until: endOf(form.until) })
    case 'resume': return actionsApi.resumeCase(id, { version, note })
    case 'askExtension': return actionsApi.askExtension(id, { version, reason: said, amount: Number(form.amount), unit: unitOf(form, one) })
    case 'askDeferral': return actionsApi.askDeferral(id, { version, plan: said, reviewOn: form.reviewOn })
    case 'decideRequest': {
      const requestId = pendingRequest(one)?.id ?? ''
      return form.verdict === 'yes' ? actionsApi.approveRequest(id, requestId, { version, note }) : actionsApi.refuseRequest(id, requestId, { version, reason: said })
    }
    case 'return': return actionsApi.returnCase(id, { version, officeId: form.officeId, reason: said })
    case 'transfer': return actionsApi.transferCase(id, { version, officeId: form.officeId, reason: said })
    case 'supervise': return actionsApi.superviseCase(id, { instruction: said, replyBy: form.replyBy === '' ? undefined : endOf(form.replyBy) }, key)
    case 'answerSupervision': return actionsApi.answerSupervision(id, supervisionOf(form, one), { text: said }, key)
    case 'write': return actionsApi.writeToCitizen(id, { text: said, photoIds }, key)
    case 'verify': return actionsApi.verifyCase(id, { version, passed: form.verdict === 'yes', text: note, photoIds })
  }
}
