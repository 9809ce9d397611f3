import type { TemplateBody, TemplateEdition, TemplateRequest } from '@/api/types'
import { text } from '@/shared/text'
import { messageText } from './text'

export interface ValueRow { key: string; value: string }
export interface TemplateForm { title: string; text: string; page: string; values: ValueRow[]; moments: string[]; templateId: string; enabled: boolean }
export type TemplateFaults = Partial<Record<'title' | 'text' | 'page' | 'values', string>>

/** Limits of the API (core/Messaging/Templates/TemplateService.cs), in characters and rows. */
export const most = { title: 40, text: 500, page: 128, value: 100, values: 8, templateId: 64 } as const

/** An edition as the form shows it; the template id is that of the app the server runs for. */
export function toForm(edition: Pick<TemplateEdition, 'title' | 'text' | 'page' | 'values' | 'moments' | 'templateIds' | 'enabled'>, appId: string): TemplateForm {
  return {
    title: edition.title, text: edition.text, page: edition.page, moments: [...edition.moments], enabled: edition.enabled,
    values: Object.entries(edition.values).map(([key, value]) => ({ key, value })), templateId: edition.templateIds[appId] ?? '',
  }
}

/** Template ids of other apps (test and production differ) are carried along untouched. */
export function toRequest(form: TemplateForm, template: Pick<TemplateBody, 'appId' | 'templateIds' | 'version'>): TemplateRequest {
  const others = Object.fromEntries(Object.entries(template.templateIds).filter(([appId]) => appId !== template.appId))
  const own = form.templateId.trim()
  return {
    title: form.title.trim(), text: form.text.trim(), page: form.page.trim(), moments: form.moments, enabled: form.enabled, version: template.version,
    values: Object.fromEntries(form.values.map((row) => [row.key.trim(), row.value.trim()])),
    templateIds: own === '' ? others : { ...others, [template.appId]: own },
  }
}

function faultOfValues(rows: readonly ValueRow[]): string | undefined {
  const { wrong, key, value } = messageText.templates
  if (rows.length === 0) return wrong.none
  // Two of one name would be one on their way to the server.
  const keys = rows.map((row) => row.key.trim())
  if (new Set(keys).size < keys.length) return wrong.sameKey
  if (keys.includes('')) return text.required(key)
  const empty = rows.find((row) => row.value.trim() === '')
  return empty && `${empty.key.trim()}：${text.required(value)}`
}

/** What is missing before the words can be sent at all; whether they are right, the server says. */
export function checkTemplate(form: TemplateForm): TemplateFaults {
  const { name, inboxText, page } = messageText.templates
  const found: TemplateFaults = {
    title: form.title.trim() === '' ? text.required(name) : undefined,
    text: form.text.trim() === '' ? text.required(inboxText) : undefined,
    page: form.page.trim() === '' ? text.required(page) : undefined,
    values: faultOfValues(form.values),
  }
  return Object.fromEntries(Object.entries(found).filter(([, fault]) => fault !== undefined))
}
