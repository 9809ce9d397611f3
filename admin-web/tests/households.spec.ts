import { expect, it } from 'vitest'
import type { CheckView, MemberView } from '@/api/types'
import { isVillage, keptOf, readPosition, readWhole, splitParts, toCsv } from '@/households/households'

const member = (membershipId: string) => ({ membershipId }) as MemberView
const check = (state: string, firstCheckId: string | null = null) => ({ state, firstCheckId }) as CheckView

it('tells an empty number from a wrong one', () => {
  expect(readWhole(' ', 10)).toBeUndefined()
  expect(readWhole(' 7 ', 10)).toBe(7)
  for (const wrong of ['-1', '1.5', '11', 'x', '1e1']) expect(readWhole(wrong, 10)).toBeNull()
})

it('takes a position only with both halves and on this earth', () => {
  expect(readPosition('', ' ')).toBeUndefined()
  expect(readPosition('39.9', '122.9')).toEqual({ lat: 39.9, lng: 122.9 })
  for (const [lat, lng] of [['39.9', ''], ['', '122'], ['91', '10'], ['10', '181'], ['north', '10']]) expect(readPosition(lat, lng)).toBeNull()
})

it('counts first visits and leaves out what an objection overturned', () => {
  expect(keptOf([check('kept'), check('referred'), check('overturned'), check('kept', 'first')])).toEqual({ all: 2, kept: 1 })
})

it('splits only when every new household gets somebody', () => {
  const members = ['a', 'b', 'c'].map(member)
  const parts = [{ headId: 'a', doorPlate: '' }, { headId: 'a', doorPlate: ' 东街2号 ' }]
  expect(splitParts(members, new Map([['a', 0], ['b', 0], ['c', 0]]), parts, 'g')).toBeNull()
  expect(splitParts(members, new Map([['a', 0], ['b', 1], ['c', 1]]), parts, 'g')).toEqual([
    { membershipIds: ['a'], headId: 'a', place: null },
    { membershipIds: ['b', 'c'], headId: null, place: { doorPlate: '东街2号', groupId: 'g' } },
  ])
})

it('writes tables that no office program takes for formulas', () => {
  expect(toCsv([['行', '原因'], [3, '=1+1'], [4, '他说"好"']])).toBe('\uFEFF"行","原因"\r\n"3","\'=1+1"\r\n"4","他说""好"""\r\n')
})

it('knows a village by its twelve digits', () => {
  expect([isVillage('210283109200'), isVillage('210283109'), isVillage(undefined)]).toEqual([true, false, false])
})
