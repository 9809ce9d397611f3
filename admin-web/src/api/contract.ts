/** Staff administration and one's own account, until the API's document has them; everything else comes from schema.d.ts. */
import type { components } from './schema'

type Query<Q> = [Q] extends [never] ? { query?: never } : { query?: Q }
type Path<P> = [P] extends [never] ? { path?: never } : { path: P }
type Body<B> = [B] extends [never] ? { requestBody?: never } : { requestBody: { content: { 'application/json': B } } }
interface Answers<Ok> {
  200: { headers: Record<string, unknown>; content: { 'application/json': Ok } }
  400: { headers: Record<string, unknown>; content: { 'application/problem+json': { detail?: string } } }
}
type Get<Ok, Q = never, P = never> = {
  parameters: Query<Q> & Path<P> & { header?: never; cookie?: never }; requestBody?: never; responses: Answers<Ok>
}
type Send<Ok, B = never, P = never> = {
  parameters: { query?: never; header?: { 'Idempotency-Key'?: string }; cookie?: never } & Path<P>; responses: Answers<Ok>
} & Body<B>
interface PathItem<G = never, P = never, D = never> {
  parameters: { query?: never; header?: never; path?: never; cookie?: never }
  get: G; post: P; delete: D
}

type Page<T> = { items: T[]; next: string | null }
type GrantInfo = components['schemas']['GrantView']
type Role = components['schemas']['Role']

export interface StaffGrant extends GrantInfo { id: string; from: string; to: string | null }
export interface StaffListItem {
  id: string; userName: string; displayName: string; active: boolean; lockedOut: boolean; oneTimeCodeEnabled: boolean
  grants: StaffGrant[]; openCaseCount: number
}
export interface StaffDetail extends StaffListItem { createdAt: string; lastSignInAt: string | null; version: number }
export interface NewGrant { role: Role; regionCode: string; officeId?: string | null; from?: string | null; to?: string | null }
export interface Office {
  id: string; kind: 'township' | 'department' | 'villageCommittee' | 'county'; name: string
  regionCode: string; regionName: string; active: boolean
}

type Id = { id: string }
type Paged = { limit?: number; after?: string }

export interface StaffPaths {
  '/api/account/password': PathItem<never, Send<void, { currentPassword: string; newPassword: string }>>
  '/api/account/one-time-code': PathItem<never, Send<{ secret: string; uri: string; qrSvg: string }>>
  '/api/account/one-time-code/confirm': PathItem<never, Send<{ recoveryCodes: string[] }, { code: string }>>
  '/api/account/one-time-code/disable': PathItem<never, Send<void, { password: string }>>
  '/api/staff': PathItem<
    Get<Page<StaffListItem>, { search?: string; region?: string } & Paged>,
    Send<{ id: string; userName: string; temporaryPassword: string }, { userName: string; displayName: string; grants: NewGrant[] }>
  >
  '/api/staff/{id}': PathItem<Get<StaffDetail, never, Id>>
  '/api/staff/{id}/grants': PathItem<never, Send<StaffGrant, NewGrant, Id>>
  '/api/staff/{id}/grants/{grantId}/end': PathItem<never, Send<void, never, Id & { grantId: string }>>
  '/api/staff/{id}/reset-password': PathItem<never, Send<{ temporaryPassword: string }, never, Id>>
  '/api/staff/{id}/reset-one-time-code': PathItem<never, Send<void, never, Id>>
  '/api/staff/{id}/unlock': PathItem<never, Send<void, never, Id>>
  '/api/staff/{id}/leave': PathItem<never, Send<{ handedOver: number }, { handoverToId: string }, Id>>
  '/api/offices': PathItem<Get<Page<Office>, { region?: string } & Paged>>
}
