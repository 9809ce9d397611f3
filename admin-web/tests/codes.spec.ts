import { expect, it } from 'vitest'
import { fitsKind, readCode, readCount, showCode } from '@/codes/codes'
import { sheetUrl } from '@/codes/codesApi'

it('reads a code as people type it', () => {
  expect(readCode(' abcd-efgh ')).toBe('ABCDEFGH')
  expect(readCode('ABCD EFG')).toBeNull()
  expect(readCode('ABCDEFG0')).toBeNull()
  expect(readCode('ABCDEFGI')).toBeNull()
  expect(showCode('ABCDEFGH')).toBe('ABCD-EFGH')
})

it('takes whole counts from 1 to 500', () => {
  expect(['1', ' 500 ', '0', '501', '1.5', '', '-3', '1e2'].map(readCount)).toEqual([1, 500, null, null, null, null, null, null])
})

it('wants a village, for a contest also a township', () => {
  expect(fitsKind('household', '210283109200')).toBe(true)
  expect(fitsKind('household', '210283109')).toBe(false)
  expect(fitsKind('contest', '210283109')).toBe(true)
  expect(fitsKind('contest', '210283')).toBe(false)
})

it('asks for the sheet of a place and a kind', () => {
  expect(sheetUrl('210283109')).toBe('/api/codes/sheet?region=210283109')
  expect(sheetUrl('210283109', 'toilet')).toBe('/api/codes/sheet?region=210283109&kind=toilet')
})
