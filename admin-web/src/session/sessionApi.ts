import { api, unwrap } from '@/api/client'
import type { Me } from '@/api/types'

export const signIn = (userName: string, password: string, oneTimeCode?: string) =>
  unwrap(api.POST('/api/auth/staff', { body: { userName, password, oneTimeCode: oneTimeCode || undefined, mode: 'cookie' } }))
export const signOut = () => unwrap(api.POST('/api/auth/sign-out'))
export const fetchMe = (): Promise<Me> => unwrap(api.GET('/api/me'))

export const fetchSessions = () => unwrap(api.GET('/api/sessions')).then((page) => page.items)
export const revokeSession = (id: string) => unwrap(api.DELETE('/api/sessions/{id}', { params: { path: { id } } }))

export const changePassword = (currentPassword: string, newPassword: string) =>
  unwrap(api.POST('/api/account/password', { body: { currentPassword, newPassword } }))
export const startOneTimeCode = () => unwrap(api.POST('/api/account/one-time-code'))
export const confirmOneTimeCode = (code: string) =>
  unwrap(api.POST('/api/account/one-time-code/confirm', { body: { code } })).then((answer) => answer.recoveryCodes)
export const disableOneTimeCode = (password: string) => unwrap(api.POST('/api/account/one-time-code/disable', { body: { password } }))

/** A code for the mini-program; the one before stops working. */
export const startWeChatBinding = () => unwrap(api.POST('/api/account/wechat/start'))
export const unbindWeChat = () => unwrap(api.DELETE('/api/account/wechat'))
