import { expect, it } from 'vitest'
import { dueOf } from '@/cases/states'

const now = new Date('2026-05-06T02:00:00Z')

it('colours only cases that still run', () => {
  expect(dueOf({ status: 'inProgress', dueAt: '2026-05-06T04:00:00Z', overdue: false }, now).tone).toBe('soon')
  expect(dueOf({ status: 'closed', dueAt: '2026-05-06T04:00:00Z', overdue: false }, now)).toEqual({ tone: 'calm', words: '' })
  expect(dueOf({ status: 'accepted', dueAt: '2026-05-01T04:00:00Z', overdue: true }, now).tone).toBe('overdue')
})
