import type { CalendarImport, CalendarYear } from '@/api/types'
import { deadlineText } from './text'

/** A year as it is edited: days off with the festival's name, and weekend days on which offices work. */
export interface YearDays { off: Record<string, string>; work: string[] }
export type DayKind = 'plain' | 'weekend' | 'off' | 'work'
export interface CalendarCell { date: string; day: number; kind: DayKind; name: string }

const two = (n: number) => String(n).padStart(2, '0')

export const toDays = (year: CalendarYear): YearDays => ({ off: Object.fromEntries(year.holidays.map((day) => [day.date, day.name ?? ''])), work: [...year.makeUpWorkdays] })

/** Monday is 0. Dates without a time zone: a calendar's day is the same everywhere. */
const weekdayOf = (date: string) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7

export function kindOf(days: YearDays, date: string): DayKind {
  if (date in days.off) return 'off'
  if (days.work.includes(date)) return 'work'
  return weekdayOf(date) >= 5 ? 'weekend' : 'plain'
}

/** The cells of a month (1 to 12), with empty ones (null) before the first so that it begins under its weekday. */
export function monthCells(year: number, month: number, days: YearDays): (CalendarCell | null)[] {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const cells = Array.from({ length }, (_, i): CalendarCell => {
    const date = `${year}-${two(month)}-${two(i + 1)}`
    return { date, day: i + 1, kind: kindOf(days, date), name: days.off[date] ?? '' }
  })
  return [...Array.from({ length: weekdayOf(cells[0].date) }, () => null), ...cells]
}

/** A weekday becomes a day off and back; a weekend day a working day, then a day off, then what it was. */
export function turnDay(days: YearDays, date: string, festival: string): YearDays {
  const { [date]: name, ...otherOff } = days.off
  const otherWork = days.work.filter((day) => day !== date)
  const isWeekend = weekdayOf(date) >= 5
  if (name !== undefined) return { off: otherOff, work: otherWork }
  if (isWeekend && otherWork.length === days.work.length) return { off: otherOff, work: [...otherWork, date].sort() }
  return { off: { ...otherOff, [date]: festival }, work: otherWork }
}

const isDate = (text: string, year: string) => text.startsWith(`${year}-`) && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))

/**
 * Reads announced years: `{"2027": {"holidays": {"2027-01-01": "…"}, "makeUpWorkdays": ["2027-01-03"]}}`, also when they stand under `years`.
 * @throws Error with a sentence for the person at the screen.
 */
export function readImport(typed: string): CalendarImport['years'] {
  let found: unknown
  try {
    found = JSON.parse(typed)
  } catch {
    throw new Error(deadlineText.importing.wrong.json)
  }
  const whole = typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {}
  const years = (typeof whole.years === 'object' && whole.years !== null && !Array.isArray(whole.years) ? whole.years : whole) as Record<string, unknown>
  const names = Object.keys(years).filter((name) => typeof years[name] === 'object' && years[name] !== null)
  if (names.length === 0) throw new Error(deadlineText.importing.wrong.none)
  return Object.fromEntries(names.map((name) => {
    if (!/^\d{4}$/.test(name)) throw new Error(deadlineText.importing.wrong.year(name))
    const { holidays, makeUpWorkdays = [] } = years[name] as { holidays?: unknown; makeUpWorkdays?: unknown }
    const whole = typeof holidays === 'object' && holidays !== null && !Array.isArray(holidays) && Object.keys(holidays).length > 0 && Object.keys(holidays).every((day) => isDate(day, name))
      && Object.values(holidays).every((one) => typeof one === 'string') && Array.isArray(makeUpWorkdays) && makeUpWorkdays.every((day) => typeof day === 'string' && isDate(day, name))
    if (!whole) throw new Error(deadlineText.importing.wrong.days(name))
    return [name, { holidays: holidays as Record<string, string>, makeUpWorkdays: makeUpWorkdays as string[] }]
  }))
}
