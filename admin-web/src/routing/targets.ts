import type { RoutingPreview, RoutingTarget, RoutingTargetKind } from '@/api/types'
import { text } from '@/shared/text'
import { routingText } from './text'

/** A target while it is chosen; what does not belong to its kind is left out when it is sent. */
export type TargetForm = RoutingTarget

export const emptyTarget = (): TargetForm => ({ kind: 'postKind', postKind: 'gridOfficer', postId: null, officeId: null })

/** A sentence when something is missing, else nothing. */
export function checkTarget(target: TargetForm): string {
  const words = routingText.target
  if (target.kind === 'postKind' && !target.postKind) return text.choose(words.postKind)
  if (target.kind === 'post' && !target.postId) return text.choose(words.post)
  if (target.kind === 'office' && !target.officeId) return text.choose(words.office)
  return ''
}

const valueOf: Partial<Record<RoutingTargetKind, 'postKind' | 'postId' | 'officeId'>> = { postKind: 'postKind', post: 'postId', office: 'officeId' }

/** Only the value that belongs to the kind. */
export function toTarget(form: TargetForm): RoutingTarget {
  const name = valueOf[form.kind]
  return name === undefined ? { kind: form.kind } : { kind: form.kind, [name]: form[name] }
}

/** The expectation somebody who keeps a preview as an example most likely means: the kind of post, not the person on duty today. */
export const expectationOf = (found: RoutingPreview): TargetForm => (found.postKind !== null
  ? { kind: 'postKind', postKind: found.postKind, postId: null, officeId: null }
  : { kind: 'office', postKind: null, postId: null, officeId: found.officeId })

/** The places above and including one that can have offices: its county and its township. */
export const officePlaces = (code: string): string[] => [6, 9].filter((length) => code.length >= length).map((length) => code.slice(0, length))
