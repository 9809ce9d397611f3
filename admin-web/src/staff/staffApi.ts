import { api, unwrap } from '@/api/client'
import type { NewGrant } from '@/api/types'

const at = (id: string) => ({ params: { path: { id } } })
export interface StaffQuery { search?: string; region?: string; limit?: number; after?: string }

export const fetchStaff = (query: StaffQuery, signal?: AbortSignal) => unwrap(api.GET('/api/staff', { params: { query }, signal }))
export const fetchStaffMember = (id: string) => unwrap(api.GET('/api/staff/{id}', at(id)))
export const createStaff = (body: { userName: string; displayName: string; grants: NewGrant[] }) => unwrap(api.POST('/api/staff', { body }))
export const addGrant = (id: string, body: NewGrant) => unwrap(api.POST('/api/staff/{id}/grants', { ...at(id), body }))
export const endGrant = (id: string, grantId: string) =>
  unwrap(api.POST('/api/staff/{id}/grants/{grantId}/end', { params: { path: { id, grantId } } }))
export const resetPassword = (id: string) => unwrap(api.POST('/api/staff/{id}/reset-password', at(id))).then((answer) => answer.temporaryPassword)
export const resetOneTimeCode = (id: string) => unwrap(api.POST('/api/staff/{id}/reset-one-time-code', at(id)))
export const unlock = (id: string) => unwrap(api.POST('/api/staff/{id}/unlock', at(id)))
export const leave = (id: string, handoverToId: string) =>
  unwrap(api.POST('/api/staff/{id}/leave', { ...at(id), body: { handoverToId } })).then((answer) => answer.handedOver)
export const fetchOffices = (region?: string) =>
  unwrap(api.GET('/api/offices', { params: { query: { region, limit: 200 } } })).then((page) => page.items)
