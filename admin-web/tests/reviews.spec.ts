import { describe, expect, it } from 'vitest'
import { afterRemoval, badgeOf, commandOf } from '@/safety/reviews'

function key(name: string, target: EventTarget | null = document.body, more: Partial<KeyboardEvent> = {}) {
  return { key: name, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, target, ...more }
}

describe('keys of the review queue', () => {
  it('reads letters of either size and arrows', () => {
    expect(['j', 'K', 'p', 'H', 'v', 'ArrowDown', 'x'].map((name) => commandOf(key(name)))).toEqual(['next', 'previous', 'pass', 'hold', 'view', 'next', null])
  })
  it('leaves keys alone that are meant for something else', () => {
    const field = document.createElement('textarea')
    expect(commandOf(key('p', field))).toBeNull()
    expect(commandOf(key('p', document.body, { ctrlKey: true }))).toBeNull()
    expect(commandOf(key('p', document.body, { isComposing: true }))).toBeNull()
    const dialog = document.createElement('div')
    dialog.className = 't-dialog'
    const button = dialog.appendChild(document.createElement('button'))
    expect(commandOf(key('p', button))).toBeNull()
  })
})

it('stands on the next row after one was taken out, on the last at the end', () => {
  expect([afterRemoval(0, 3), afterRemoval(3, 3), afterRemoval(0, 0)]).toEqual([0, 2, -1])
})

it('says "and more" when a page was full', () => {
  expect([badgeOf(0, false), badgeOf(12, false), badgeOf(50, true)]).toEqual(['', '12', '50+'])
})
