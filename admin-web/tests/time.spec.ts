import { describe, expect, it } from 'vitest'
import { dateOf, daysAgo, dueTone, formatCountdown, formatDue, formatMoment, formatShort } from '@/shared/time'

const now = new Date('2026-05-06T02:00:00Z') // 10:00 in China

describe('time on screen', () => {
  it('is Asia/Shanghai whatever the machine thinks', () => {
    expect(formatMoment('2026-05-05T16:30:00Z')).toBe('2026-05-06 00:30')
    expect(dateOf('2025-12-31T16:00:00Z')).toBe('2026-01-01')
  })
  it('leaves the year out only within it', () => {
    expect(formatShort('2026-01-02T01:05:00Z', now)).toBe('01-02 09:05')
    expect(formatShort('2025-12-31T15:59:00Z', now)).toBe('2025-12-31')
  })
  it('shows a dash for what is missing or no time at all', () => {
    for (const odd of [null, undefined, '', 'soon']) expect(formatMoment(odd)).toBe('—')
  })
  it('counts down and up in the largest useful unit', () => {
    expect(formatDue('2026-05-06T02:00:30Z', now)).toBe('还剩 1 分钟')
    expect(formatDue('2026-05-06T05:59:00Z', now)).toBe('还剩 3 小时')
    expect(formatDue('2026-05-09T02:00:00Z', now)).toBe('还剩 3 天')
    expect(formatDue('2026-05-05T02:00:00Z', now)).toBe('超期 24 小时')
    expect(formatCountdown(872)).toBe('14 分 32 秒')
    expect(formatCountdown(9)).toBe('9 秒')
  })
  it('turns orange exactly 24 hours before and red after the moment', () => {
    expect(dueTone('2026-05-07T02:00:01Z', now)).toBe('calm')
    expect(dueTone('2026-05-07T02:00:00Z', now)).toBe('soon')
    expect(dueTone('2026-05-06T02:00:00Z', now)).toBe('soon')
    expect(dueTone('2026-05-06T01:59:59Z', now)).toBe('overdue')
  })
  it('knows the date some days ago in China', () => {
    expect(daysAgo(29, new Date('2026-05-06T17:00:00Z'))).toBe('2026-04-08')
  })
})
