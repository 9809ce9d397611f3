import { api, unwrap } from '@/api/client'
import type { DeadLetterQuery, InboxQuery, MessagePreview, TemplateBody, TemplateRequest } from '@/api/types'

const at = (id: string) => ({ params: { path: { id } } })
const of = (eventName: string) => ({ params: { path: { eventName } } })

export const fetchInbox = (query: InboxQuery, signal?: AbortSignal) => unwrap(api.GET('/api/inbox', { params: { query }, signal }))
export const fetchUnread = () => unwrap(api.GET('/api/inbox/unread-count')).then((answer) => answer.count)
export const readMessage = (id: string) => unwrap(api.POST('/api/inbox/{id}/read', at(id)))
/** Marks everything up to the newest message the reader saw. */
export const readAll = (upTo: string) => unwrap(api.POST('/api/inbox/read-all', { body: { upTo } }))

export const fetchDeadLetters = (query: DeadLetterQuery, signal?: AbortSignal) => unwrap(api.GET('/api/messages/dead-letters', { params: { query }, signal }))
export const retryMessage = (id: string) => unwrap(api.POST('/api/messages/{id}/retry', at(id)))
export const retryMessages = (ids: string[]) => unwrap(api.POST('/api/messages/retry', { body: { ids } })).then((answer) => answer.results)

export const fetchTemplates = () => unwrap(api.GET('/api/messages/templates')).then((page) => page.items)
export const fetchTemplate = (eventName: string) => unwrap(api.GET('/api/messages/templates/{eventName}', of(eventName))) as Promise<TemplateBody>
export interface PreviewQuestion { text: string; values: { key: string; value: string }[]; fields: Record<string, string> }
export const previewTemplate = (eventName: string, body: PreviewQuestion, signal?: AbortSignal): Promise<MessagePreview> =>
  unwrap(api.POST('/api/messages/templates/{eventName}/preview', { ...of(eventName), body: body as never, signal }))
export const fetchPushes = (query: { limit?: number; after?: string }, signal?: AbortSignal) => unwrap(api.GET('/api/wechat/pushes', { params: { query }, signal }))
export const retryPush = (id: string) => unwrap(api.POST('/api/wechat/pushes/{id}/retry', at(id)))
export const saveTemplate = (eventName: string, body: TemplateRequest) =>
  unwrap(api.PUT('/api/messages/templates/{eventName}', { ...of(eventName), body: body as never })) as Promise<TemplateBody>
