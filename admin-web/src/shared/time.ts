import { text } from './text'

/** All times on screen are China's, wherever the browser stands. */
const zone = 'Asia/Shanghai'
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
})
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A case is shown as urgent when less than this is left, in milliseconds. */
export const soonWithin = 24 * hour

function split(at: Date): { date: string; time: string; year: string } {
  const found = Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]))
  return { date: `${found.year}-${found.month}-${found.day}`, time: `${found.hour}:${found.minute}`, year: found.year ?? '' }
}

/** `2026-03-05 14:20`, for an RFC 3339 moment; a dash for null. */
export function formatMoment(moment: string | null | undefined): string {
  if (!moment) return text.unknown
  const at = new Date(moment)
  if (Number.isNaN(at.getTime())) return text.unknown
  const { date, time } = split(at)
  return `${date} ${time}`
}

/** `03-05 14:20` within the current year, else `2025-03-05`: for narrow columns. */
export function formatShort(moment: string | null | undefined, now: Date = new Date()): string {
  if (!moment) return text.unknown
  const at = new Date(moment)
  if (Number.isNaN(at.getTime())) return text.unknown
  const { date, time, year } = split(at)
  return year === split(now).year ? `${date.slice(5)} ${time}` : date
}

/** `2026-03-05`: the date in China at `moment`. */
export function dateOf(moment: Date | string): string {
  return split(new Date(moment)).date
}

/** The date in China `days` before now. */
export function daysAgo(days: number, now: Date = new Date()): string {
  return dateOf(new Date(now.getTime() - days * day))
}

/** A length of time in its largest useful unit, rounded down, at least one minute. */
export function formatSpan(milliseconds: number): string {
  const length = Math.abs(milliseconds)
  if (length < hour) return text.time.minutes(Math.max(1, Math.floor(length / minute)))
  if (length < 2 * day) return text.time.hours(Math.floor(length / hour))
  return text.time.days(Math.floor(length / day))
}

/** `还剩 3 小时` or `超期 2 天`. */
export function formatDue(dueAt: string, now: Date = new Date()): string {
  const left = new Date(dueAt).getTime() - now.getTime()
  return left >= 0 ? text.time.left(formatSpan(left)) : text.time.over(formatSpan(left))
}

export type DueTone = 'calm' | 'soon' | 'overdue'

/** How urgent a running deadline is at `now`. */
export function dueTone(dueAt: string, now: Date = new Date()): DueTone {
  const left = new Date(dueAt).getTime() - now.getTime()
  if (left < 0) return 'overdue'
  return left <= soonWithin ? 'soon' : 'calm'
}

/** `14 分 32 秒`, for a countdown in whole seconds. */
export function formatCountdown(seconds: number): string {
  return seconds < 60 ? text.time.seconds(seconds) : text.time.minutesSeconds(Math.floor(seconds / 60), seconds % 60)
}
