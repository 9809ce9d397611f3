import { describe, expect, it } from 'vitest'
import { meaningOf } from '@/messages/deadLetters'
import { checkTemplate, toForm, toRequest, type TemplateForm } from '@/messages/templateForm'
import { bellOf } from '@/messages/unread'
import { sampleFields } from '@/messages/usePreview'

it('samples moments as messages carry them', () => {
  expect(sampleFields(new Date('2026-11-22T02:34:00Z'))).toMatchObject({ at: '2026-11-22T02:34:00.000Z', dueAt: '2026-11-27T02:34:00.000Z' })
})

describe('the form of a template', () => {
  const template = { appId: 'wx1', version: 3, templateIds: { wx1: 'own', wx2: 'other' } }
  const edition = { title: '已受理', text: '{number}已受理', page: 'pages/a?id={subjectId}', values: { thing1: '{text}' }, moments: ['filing'], templateIds: template.templateIds, enabled: true }
  const form = (change: Partial<TemplateForm> = {}): TemplateForm => ({ ...toForm(edition, 'wx1'), ...change })

  it('carries other apps’ template ids along', () => {
    expect(toRequest(form({ templateId: ' new ' }), template)).toMatchObject({ version: 3, values: { thing1: '{text}' }, templateIds: { wx1: 'new', wx2: 'other' } })
    expect(toRequest(form({ templateId: '' }), template).templateIds).toEqual({ wx2: 'other' })
  })
  it('says what is missing', () => {
    expect(checkTemplate(form())).toEqual({})
    expect(checkTemplate(form({ title: ' ' })).title).toBe('请填写标题')
    expect(checkTemplate(form({ text: ' ' })).text).toBeTruthy()
    expect(checkTemplate(form({ values: [] })).values).toBeTruthy()
    expect(checkTemplate(form({ values: [{ key: 'thing1', value: ' ' }] })).values).toContain('thing1')
    expect(checkTemplate(form({ values: [{ key: 'thing1', value: 'x' }, { key: 'thing1 ', value: 'y' }] })).values).toContain('重复')
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
