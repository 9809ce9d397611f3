/** Days of China as `2026-03-05`; arithmetic is done in UTC, where every day has 24 hours. */
export type Preset = 'month' | 'lastMonth' | 'quarter' | 'year' | 'own'
export const presets: readonly Preset[] = ['month', 'lastMonth', 'quarter', 'year', 'own']

export interface Period { from: string; to: string }

const text = (at: Date) => at.toISOString().slice(0, 10)
const utc = (year: number, month: number, day: number) => text(new Date(Date.UTC(year, month, day)))
const partsOf = (day: string) => day.split('-').map(Number) as [number, number, number]

/** The days of a preset as seen on `today`; what has not happened yet is left out. */
export function periodOf(preset: Exclude<Preset, 'own'>, today: string): Period {
  const [year, month] = partsOf(today)
  switch (preset) {
    case 'month': return { from: utc(year, month - 1, 1), to: today }
    case 'lastMonth': return { from: utc(year, month - 2, 1), to: utc(year, month - 1, 0) }
    case 'quarter': return { from: utc(year, Math.floor((month - 1) / 3) * 3, 1), to: today }
    case 'year': return { from: utc(year, 0, 1), to: today }
  }
}

/** First and last day of `2026-03`. */
export function monthDays(month: string): Period {
  const [year, number] = month.split('-').map(Number)
  return { from: utc(year, number - 1, 1), to: utc(year, number, 0) }
}

/** The twelve months that end with the month of `day`, up to that day. */
export function yearUpTo(day: string): Period {
  const [year, month] = partsOf(day)
  return { from: utc(year, month - 12, 1), to: day }
}

/** `2026-03` for the month `back` months before the one of `day`. */
export function monthBefore(day: string, back: number): string {
  const [year, month] = partsOf(day)
  return utc(year, month - 1 - back, 1).slice(0, 7)
}
