import type { CasePriority, DeadlineUnit, RuleChange } from '@/api/types'
import { deadlineText } from './text'

/** What the history keeps in the server's shorthand, in words. Shorthand nobody knows is shown as it stands. */
const words = deadlineText.history

export const formatAllowance = (allowance: { amount: number; unit: DeadlineUnit }) => deadlineText.allowance(allowance.amount, deadlineText.units[allowance.unit])

const lower = (word: string) => word.charAt(0).toLowerCase() + word.slice(1)
const shorthand = /^(\d+) (\w+) \/ (\d+) (\w+)$/

/** `2 WorkingHours / 3 WorkingDays` in words; null is a rule that was taken back or did not exist. */
export function deadlineWords(value: string | null): string {
  if (value === null) return words.up
  const found = shorthand.exec(value)
  if (found === null) return value
  const [respond, resolve] = [[found[1], found[2]], [found[3], found[4]]].map(([amount, unit]) => formatAllowance({ amount: Number(amount), unit: lower(unit) as DeadlineUnit }))
  return deadlineText.pair(respond, resolve)
}

type CategoryLine = Record<keyof typeof words.fields, string>

function readCategory(value: string): CategoryLine | null {
  const parts = value.split('；')
  const verify = parts.at(-1) === 'verify'
  if (verify) parts.pop()
  // A hint may hold the separator itself: it is what is left between the ends.
  if (parts.length < 6) return null
  const [icon, priority, order, state] = parts.slice(-4)
  return {
    name: parts[0], hint: parts.slice(1, -4).join('；'), icon, order,
    priority: deadlineText.priorities[lower(priority) as CasePriority] ?? priority,
    state: state === 'active' ? deadlineText.categories.active : deadlineText.categories.inactive,
    verify: verify ? words.needed : words.notNeeded,
  }
}

/** The fields of a category that changed, on both sides. */
export function categoryWords(old: string | null, now: string | null): [string, string] {
  const [before, after] = [old === null ? null : readCategory(old), now === null ? null : readCategory(now)]
  if (after === null) return [old ?? words.none, now ?? words.none]
  const fields = Object.keys(words.fields).filter((field) => before === null || before[field] !== after[field])
  if (fields.length === 0) return [words.same, words.same]
  const side = (line: CategoryLine) => fields.filter((field) => line[field] !== '').map((field) => words.field(words.fields[field], line[field])).join(words.join)
  return [before === null ? words.none : side(before), side(after)]
}

interface Days { off: string[]; work: string[] }

function readDays(value: string): Days | null {
  const cut = value.lastIndexOf('} [')
  if (cut < 0) return null
  try {
    return { off: Object.keys(JSON.parse(value.slice(0, cut + 1)) as object), work: JSON.parse(value.slice(cut + 2)) as string[] }
  } catch {
    return null
  }
}

/** `2027-02-05、2027-02-06`, shortened when there are many. */
function listDays(days: string[]): string {
  return days.length > 4 ? words.and(days[0], days.length) : days.join(words.list)
}

/** A year's days before and after: the second side names the difference. */
export function calendarWords(old: string | null, now: string | null): [string, string] {
  const [before, after] = [old === null ? null : readDays(old), now === null ? null : readDays(now)]
  if (after === null) return [old ?? words.none, now ?? words.none]
  const count = (days: Days) => words.entered(days.off.length, days.work.length)
  if (before === null) return [words.shippedCalendar, count(after)]
  const without = (all: string[], other: string[]) => all.filter((day) => !other.includes(day))
  const parts = ([
    [words.addedOff, without(after.off, before.off)], [words.removedOff, without(before.off, after.off)],
    [words.addedWork, without(after.work, before.work)], [words.removedWork, without(before.work, after.work)],
  ] as const).filter(([, days]) => days.length > 0).map(([say, days]) => say(listDays(days)))
  return [count(before), [count(after), ...(parts.length > 0 ? parts : [words.same])].join(words.join)]
}

/** Both sides of a change. */
export function changeWords(change: RuleChange): [string, string] {
  switch (change.kind) {
    case 'deadline': return [deadlineWords(change.old), deadlineWords(change.new)]
    case 'category': return categoryWords(change.old, change.new)
    case 'calendar': return calendarWords(change.old, change.new)
    default: return [change.old ?? words.none, change.new ?? words.none]
  }
}
