/** The HTTP contract as the console uses it, in the shape openapi-typescript generates, until the API publishes its document. */

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

export interface Page<T> { items: T[]; next: string | null }

export type Role = 'villageCommittee' | 'departmentOfficer' | 'townshipStaff' | 'countyOffice' | 'inspector' | 'auditor' | 'administrator'
export type CaseStatus = 'filed' | 'accepted' | 'inProgress' | 'resolved' | 'closed' | 'rejected' | 'merged'
export type CaseOutcome = 'solved' | 'unsolved' | 'noAnswer'
export type CaseView = 'all' | 'mine' | 'unassigned' | 'overdue' | 'open'
export type CaseAction = 'accept' | 'reject' | 'assign' | 'start' | 'resolve' | 'close' | 'note' | 'merge' | 'revealPhone'
export type Visibility = 'publicNamed' | 'publicAnonymous' | 'staffOnly'
export type TimelineType =
  | 'filed' | 'accepted' | 'rejected' | 'assigned' | 'started' | 'resolved' | 'closed' | 'noted' | 'merged' | 'mergedFrom'
  | 'rated' | 'reopened' | 'added' | 'withdrawn' | 'urged' | 'handedOver'

export interface GrantInfo {
  role: Role; roleName: string; regionCode: string; regionName: string; officeId: string | null; officeName: string | null
}
export interface StaffGrant extends GrantInfo { id: string; from: string; to: string | null }
export interface Me {
  kind: 'villager' | 'staff'; accountId: string; personId: string | null; name: string; userName: string | null
  regionCode: string | null; regionName: string | null; phoneMasked: string | null
  grants: GrantInfo[]; mustChangePassword: boolean; mustEnrolOneTimeCode: boolean; oneTimeCodeEnabled: boolean
}
export interface SessionInfo {
  id: string; createdAt: string; lastSeenAt: string; client: string | null; address: string | null; current: boolean
}
export interface StaffSignIn { userName: string; password: string; oneTimeCode?: string; mode?: 'bearer' | 'cookie' }

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

export interface RegionItem {
  code: string; name: string; level: 'province' | 'city' | 'county' | 'township' | 'village'
  kind: 'village' | 'community' | 'other' | null; parent: string | null; fullName: string; active: boolean
}
export interface RegionDetail extends RegionItem {
  path: { code: string; name: string; level: RegionItem['level'] }[]; supersededBy: string | null
}

export interface Duration { amount: number; unit: 'clockHours' | 'workingHours' | 'workingDays' }
export interface Category {
  code: string; name: string; hint: string; icon: string; priority: 'normal' | 'danger' | 'utilities' | 'hard'
  respondWithin: Duration; resolveWithin: Duration
}
export interface Photo { id: string; contentType: string; width: number; height: number; bytes: number }
export interface Location { lat: number; lng: number; accuracy?: number | null; datum?: 'wgs84' | 'gcj02' }

export interface CaseListItem {
  id: string; number: string; kind: string; categoryCode: string; categoryName: string
  status: CaseStatus; outcome: CaseOutcome | null; visibility: Visibility; description: string
  regionCode: string; regionName: string; address: string | null
  ownerOfficeId: string; ownerOfficeName: string; assigneeId: string | null; assigneeName: string | null
  filedAt: string; respondBy: string; dueAt: string; overdue: boolean
  supportCount: number; reopenCount: number; urgeCount: number; photoCount: number
  thumbnailPhotoId: string | null; version: number
}
export interface TimelineLine {
  id: string; at: string; type: TimelineType; actorName: string | null; actorRole: string; onBehalfOf: string | null
  text: string | null; internal: boolean; photoIds: string[]; toStatus: CaseStatus | null
}
export interface CasePhoto { id: string; stage: 'before' | 'after' | 'addition'; at: string }
export interface CaseDetail extends CaseListItem {
  location: Location | null; reporterName: string | null; reporterPhoneMasked: string | null
  filedOnBehalfBy: string | null; hiddenFromCommittee: boolean
  acceptedAt: string | null; resolvedAt: string | null; closedAt: string | null; closeReason: string | null; clock: string
  photos: CasePhoto[]; timeline: TimelineLine[]
  rating: { solved: boolean; satisfaction: number; comment: string | null; at: string } | null
  mergedInto: { id: string; number: string } | null; mergedCases: { id: string; number: string }[]
  allowedActions: CaseAction[]
}
export interface CaseQuery {
  view?: CaseView; region?: string; category?: string; status?: CaseStatus[]; text?: string; from?: string; to?: string
  sort?: 'filedAt' | 'dueAt'; order?: 'desc' | 'asc'; limit?: number; after?: string
}
export interface CaseCounts { mine: number; unassigned: number; overdue: number; open: number }
export interface CaseReceipt { id: string; number: string; status: CaseStatus; dueAt: string; version: number }
export interface Assignee { id: string; name: string; roleName: string; openCaseCount: number }
export interface SimilarCase {
  id: string; number: string; description: string; status: CaseStatus; distanceMeters: number | null; filedAt: string
}
export interface BulkItem { id: string; version: number }
export interface BulkResult {
  id: string; number: string | null; ok: boolean; code: string | null; message: string | null; version: number | null
}
export interface NewComplaintOnBehalf {
  category: string; description?: string; photoIds: string[]; location?: Location; regionCode?: string; address?: string
  visibility: Visibility; hiddenFromCommittee?: boolean; reporterName: string; reporterPhone?: string
}

type Id = { id: string }
type Paged = { limit?: number; after?: string }

export interface paths {
  '/api/auth/staff': PathItem<never, Send<unknown, StaffSignIn>>
  '/api/auth/sign-out': PathItem<never, Send<void>>
  '/api/me': PathItem<Get<Me>>
  '/api/sessions': PathItem<Get<Page<SessionInfo>>>
  '/api/sessions/{id}': PathItem<never, never, Send<void, never, Id>>
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
  '/api/regions': PathItem<Get<Page<RegionItem>, { parent?: string; search?: string } & Paged>>
  '/api/regions/{code}': PathItem<Get<RegionDetail, never, { code: string }>>
  '/api/categories': PathItem<Get<Page<Category>>>
  '/api/photos': PathItem<never, Send<Photo, FormData>>
  '/api/complaints/on-behalf': PathItem<never, Send<CaseReceipt, NewComplaintOnBehalf>>
  '/api/cases': PathItem<Get<Page<CaseListItem>, CaseQuery>>
  '/api/cases/counts': PathItem<Get<CaseCounts, { region?: string }>>
  '/api/cases/assignees': PathItem<Get<Page<Assignee>, { region?: string }>>
  '/api/cases/bulk/accept': PathItem<never, Send<{ results: BulkResult[] }, { items: BulkItem[]; note?: string }>>
  '/api/cases/bulk/assign': PathItem<never, Send<{ results: BulkResult[] }, { items: BulkItem[]; assigneeId: string; note?: string }>>
  '/api/cases/{id}': PathItem<Get<CaseDetail, never, Id>>
  '/api/cases/{id}/accept': PathItem<never, Send<CaseReceipt, { version: number; note?: string }, Id>>
  '/api/cases/{id}/reject': PathItem<never, Send<CaseReceipt, { version: number; reason: string }, Id>>
  '/api/cases/{id}/assign': PathItem<never, Send<CaseReceipt, { version: number; assigneeId: string; note?: string }, Id>>
  '/api/cases/{id}/start': PathItem<never, Send<CaseReceipt, { version: number; note?: string }, Id>>
  '/api/cases/{id}/resolve': PathItem<never, Send<CaseReceipt, { version: number; text: string; photoIds: string[] }, Id>>
  '/api/cases/{id}/close': PathItem<never, Send<CaseReceipt, { version: number; reason: string }, Id>>
  '/api/cases/{id}/note': PathItem<never, Send<CaseReceipt, { text: string; photoIds?: string[] }, Id>>
  '/api/cases/{id}/merge': PathItem<never, Send<CaseReceipt, { version: number; intoNumber: string; reason?: string }, Id>>
  '/api/cases/{id}/reporter-phone': PathItem<never, Send<{ phone: string }, never, Id>>
  '/api/cases/{id}/assignees': PathItem<Get<Page<Assignee>, never, Id>>
  '/api/cases/{id}/similar': PathItem<Get<Page<SimilarCase>, never, Id>>
}
