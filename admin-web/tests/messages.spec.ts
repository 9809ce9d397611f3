import { describe, expect, it } from 'vitest'
import { meaningOf } from '@/messages/deadLetters'
import { fieldsOf, fill, fit, sampleFields, sayIn, typeOf } from '@/messages/fitting'
import { checkTemplate, toForm, toRequest, type TemplateForm } from '@/messages/templateForm'
import { bellOf } from '@/messages/unread'

const at = '2026年11月22日 10:34'

describe('the preview of a WeChat card', () => {
  it('shortens as the server does: whole sentence, then comma, then anywhere', () => {
    expect(fit('thing1', '已安排人明天上午到现场看。之后再定修补的办法和时间。', at)).toBe('已安排人明天上午到现场看。')
    expect(fit('thing1', '已安排施工队明天上午到现场，预计三天内修好并恢复通行。', at)).toBe('已安排施工队明天上午到现场…')
    expect(fit('thing1', '一二三四五六七八九十一二三四五六七八九十一', at)).toBe('一二三四五六七八九十一二三四五六七八九…')
    expect(fit('thing1', '正好二十个字的一句话不应该被截短才对呀好', at)).toBe('正好二十个字的一句话不应该被截短才对呀好')
  })
  it('never leaves a value empty, and keeps to the type', () => {
    expect(fit('thing1', ' ', at)).toBe('－')
    expect(fit('phrase3', '已经受理了呀', at)).toBe('已经受理了')
    expect(fit('phrase3', 'ok', at)).toBe('通知')
    expect(fit('character_string1', '编号GD2102', at)).toBe('GD2102')
    expect(fit('time4', '明天', at)).toBe(at)
    expect(fit('time4', '2026年12月1日 09:00', at)).toBe('2026年12月1日 09:00')
    expect(fit('number1', '大约 1,234.50 元', at)).toBe('1234.50')
    expect(fit('amount1', '12元', at)).toBe('12元')
    expect(fit('amount1', '无', at)).toBe('0元')
  })
  it('fills what is given and shows the stand-in for the rest', () => {
    expect(fill('{number}：{text|请打开查看}', { number: 'GD1' })).toBe('GD1：请打开查看')
    expect(sayIn('原因：{text}。', { text: '没有拍清楚。' })).toBe('原因：没有拍清楚。')
    expect(sampleFields(new Date('2026-11-22T02:34:00Z')).dueAt).toBe('2026年11月27日 10:34')
  })
  it('knows the types and finds left-over braces', () => {
    expect(typeOf('character_string12')).toBe('character_string')
    expect(typeOf('thing')).toBeNull()
    expect(typeOf('word1')).toBeNull()
    expect(fieldsOf('{a}{b|c}')).toEqual(['a', 'b'])
    expect(fieldsOf('{a')).toBeNull()
  })
})

describe('the form of a template', () => {
  const template = { appId: 'wx1', version: 3, templateIds: { wx1: 'own', wx2: 'other' } }
  const edition = { title: '已受理', text: '{number}已受理', page: 'pages/a?id={subjectId}', values: { thing1: '{text}' }, moments: ['filing'], templateIds: template.templateIds, enabled: true }
  const form = (change: Partial<TemplateForm> = {}): TemplateForm => ({ ...toForm(edition, 'wx1'), ...change })

  it('carries other apps’ template ids along', () => {
    expect(toRequest(form({ templateId: ' new ' }), template)).toMatchObject({ version: 3, values: { thing1: '{text}' }, templateIds: { wx1: 'new', wx2: 'other' } })
    expect(toRequest(form({ templateId: '' }), template).templateIds).toEqual({ wx2: 'other' })
  })
  it('says what to mend', () => {
    const fields = ['number', 'text']
    expect(checkTemplate(form(), fields)).toEqual({})
    expect(checkTemplate(form({ title: ' ' }), fields).title).toBe('请填写标题')
    expect(checkTemplate(form({ text: '{nobody}' }), fields).text).toContain('nobody')
    expect(checkTemplate(form({ text: '{number' }), fields).text).toContain('花括号')
    expect(checkTemplate(form({ values: [] }), fields).values).toBeTruthy()
    expect(checkTemplate(form({ values: [{ key: 'word1', value: 'x' }] }), fields).values).toContain('word1')
    expect(checkTemplate(form({ values: [{ key: 'thing1', value: 'x' }, { key: 'thing1 ', value: 'y' }] }), fields).values).toContain('重复')
  })
})

it('explains WeChat’s codes and leaves plain reasons alone', () => {
  expect(meaningOf({ reason: '43101 user refuse to accept the msg' })).toContain('没有同意')
  expect(meaningOf({ reason: '该居民没有微信账号。' })).toBe('')
  expect(meaningOf({ reason: null })).toBe('')
})

it('keeps the bell to two digits', () => {
  expect([bellOf(0), bellOf(7), bellOf(99), bellOf(100)]).toEqual(['', '7', '99', '99+'])
})
