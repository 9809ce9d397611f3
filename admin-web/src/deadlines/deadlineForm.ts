import type { DeadlineRequest, DeadlineRow, DeadlineUnit } from '@/api/types'
import { deadlineText } from './text'

export interface DeadlineForm {
  /** `up` takes the place's own rule back. */
  mode: 'own' | 'up'
  respondAmount: string
  respondUnit: DeadlineUnit
  resolveAmount: string
  resolveUnit: DeadlineUnit
  begins: 'now' | 'later'
  /** Chinese date on which it begins. */
  date: string
  reason: string
  applyToRunning: boolean
}

export type DeadlineFaults = Partial<Record<'respond' | 'resolve' | 'date', string>>

export const toForm = (row: DeadlineRow): DeadlineForm => ({
  mode: 'own', respondAmount: String(row.respondWithin.amount), respondUnit: row.respondWithin.unit,
  resolveAmount: String(row.resolveWithin.amount), resolveUnit: row.resolveWithin.unit, begins: 'now', date: '', reason: '', applyToRunning: false,
})

/** A whole number from 1 to 10,000, else null. */
export function readAmount(typed: string): number | null {
  const amount = /^\d{1,5}$/.test(typed.trim()) ? Number(typed.trim()) : 0
  return amount >= 1 && amount <= 10_000 ? amount : null
}

export function checkForm(form: DeadlineForm): DeadlineFaults {
  const wrong: DeadlineFaults = {}
  if (form.mode === 'own') {
    const [respond, resolve] = [readAmount(form.respondAmount), readAmount(form.resolveAmount)]
    if (respond === null) wrong.respond = deadlineText.form.amountWrong
    if (resolve === null) wrong.resolve = deadlineText.form.amountWrong
    if (respond !== null && resolve !== null && form.respondUnit === form.resolveUnit && respond > resolve) wrong.respond = deadlineText.form.orderWrong
  }
  if (form.begins === 'later' && form.date === '') wrong.date = deadlineText.form.dateWrong
  return wrong
}

/** The times of a form without faults; none when the place's rule is taken back. */
export function timesOf(form: DeadlineForm): Pick<DeadlineRequest, 'respondWithin' | 'resolveWithin'> {
  const [respond, resolve] = [readAmount(form.respondAmount), readAmount(form.resolveAmount)]
  if (form.mode === 'up' || respond === null || resolve === null) return {}
  return { respondWithin: { amount: respond, unit: form.respondUnit }, resolveWithin: { amount: resolve, unit: form.resolveUnit } }
}

export const toRequest = (form: DeadlineForm, region: string, version: number): DeadlineRequest => ({
  ...timesOf(form), region: region || undefined, version, reason: form.reason.trim() || undefined,
  // Midnight in China of the chosen day.
  from: form.begins === 'later' ? new Date(`${form.date}T00:00:00+08:00`).toISOString() : undefined,
  applyToRunning: form.begins === 'now' && form.applyToRunning,
})

export type PlaceKind = 'everywhere' | 'county' | 'township' | 'other'
/** Which of the levels a rule may be laid down for this is. */
export function kindOfPlace(code: string): PlaceKind {
  return code === '' ? 'everywhere' : code.length === 6 ? 'county' : code.length === 9 ? 'township' : 'other'
}
