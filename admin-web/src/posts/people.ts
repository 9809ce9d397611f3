import type { PostPerson } from '@/api/types'
import { text } from '@/shared/text'
import { postText } from './text'

/** Who is to hold a post: somebody the village knows, or a name. */
export interface PersonForm { known: boolean; personId: string; name: string; phone: string }
export interface PersonFaults { person?: string; name?: string; phone?: string }

export const emptyPerson = (): PersonForm => ({ known: true, personId: '', name: '', phone: '' })

export const isPhone = (typed: string) => typed.trim() === '' || /^[0-9+\- ]{5,20}$/.test(typed.trim())

export function checkPerson(form: PersonForm): PersonFaults {
  if (form.known) return form.personId === '' ? { person: postText.form.choosePerson } : {}
  return {
    ...(form.name.trim() === '' ? { name: text.required(postText.form.name) } : {}),
    ...(isPhone(form.phone) ? {} : { phone: postText.form.phoneWrong }),
  }
}

export const toPerson = (form: PersonForm): PostPerson => (form.known ? { personId: form.personId } : { name: form.name.trim(), phone: form.phone.trim() || undefined })
