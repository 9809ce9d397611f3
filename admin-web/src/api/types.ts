/** The names under which the console uses the API's records; all of them are generated from its OpenAPI document. */
import type { components, paths } from './schema'

type Schemas = components['schemas']

export type { paths } from './schema'

/** The API document calls a table of texts by name just an object; this says what it holds. */
type Worded<T> = Omit<T, 'values' | 'templateIds'> & { values: Record<string, string>; templateIds: Record<string, string> }

export interface Page<T> { items: T[]; next: string | null }
export type CaseQuery = NonNullable<paths['/api/cases']['get']['parameters']['query']>

export type Assignee = Schemas['AssigneeBody']
export type BulkApprovalItem = Schemas['BulkApprovalItem']
export type BulkApprovalResult = Schemas['BulkApprovalResult']
export type BulkItem = Schemas['CaseVersion']
export type BulkResult = Schemas['BulkResult']
export type CaseAction = Schemas['CaseAction']
export type CaseClock = Schemas['CaseClock']
export type CaseCloseReason = Schemas['CaseCloseReason']
export type CaseCounts = Schemas['CaseCounts']
export type CaseDetail = Schemas['CaseBody']
export type CaseKind = Schemas['CaseKind']
export type CaseLateness = NonNullable<CaseQuery['escalation']>
export type CaseListItem = Schemas['CaseListItem']
export type CaseOutcome = Schemas['CaseOutcome']
export type CasePhoto = Schemas['CasePhotoView']
export type CaseReceipt = Schemas['CaseReceipt']
export type CaseStatus = Schemas['CaseStatus']
export type CaseView = NonNullable<CaseQuery['view']>
export type Category = Schemas['CategoryView']
export type CheckView = Schemas['CheckView']
export type CodeKind = Schemas['CodeKind']
export type CodeQuery = NonNullable<paths['/api/codes']['get']['parameters']['query']>
export type CodeTarget = Schemas['CodeTarget']
export type CodeView = Schemas['CodeView']
export type DeadLetter = Schemas['DeadLetterBody']
export type DeadLetterQuery = NonNullable<paths['/api/messages/dead-letters']['get']['parameters']['query']>
export type DeadLetterStatus = Schemas['DeadLetterStatus']
export type Duration = Schemas['AllowanceView']
export type Household = Schemas['HouseholdBody']
export type HouseholdEvent = Schemas['HouseholdEventView']
export type HouseholdEventType = Schemas['HouseholdEventType']
export type HouseholdFinding = Schemas['FindingLine']
export type HouseholdGroup = Schemas['HouseholdGroupView']
export type HouseholdListItem = Schemas['HouseholdListItem']
export type HouseholdQuery = NonNullable<paths['/api/households']['get']['parameters']['query']>
export type HouseholdStatus = Schemas['HouseholdStatus']
export type HouseholdStory = Schemas['HouseholdStoryBody']
export type ImportReport = Schemas['ImportReport']
export type InboxLine = Schemas['InboxLine']
export type InboxQuery = NonNullable<paths['/api/inbox']['get']['parameters']['query']>
export type JoinRequest = Schemas['JoinRequestView']
export type Me = Schemas['Me']
export type MemberRequest = Schemas['EnterMemberRequest']
export type MembershipRole = Schemas['MemberRole']
export type MemberView = Schemas['MemberView']
export type MessageAudience = Schemas['MessageAudience']
export type NewComplaintOnBehalf = Schemas['OnBehalfRequest']
export type NewGrant = Schemas['GrantRequest']
export type NewHousehold = Schemas['HouseholdRequest']
export type Office = Schemas['OfficeView']
export type Photo = Schemas['PhotoView']
export type PlaceRequest = Schemas['PlaceRequest']
export type PledgeCheckState = Schemas['PledgeCheckState']
export type PledgeState = Schemas['PledgeState']
export type PledgeView = Schemas['PledgeView']
export type ProxyKind = Schemas['ProxyKind']
export type ProxyView = Schemas['ProxyView']
export type RegionDetail = Schemas['RegionDetail']
export type RegionItem = Schemas['RegionView']
export type RetryResult = Schemas['RetryResult']
export type ReviewItem = Schemas['ReviewItem']
export type ReviewKind = Schemas['ReviewKind']
export type ReviewQuery = NonNullable<paths['/api/reviews']['get']['parameters']['query']>
export type ReviewReason = Schemas['ReviewReason']
export type ReviewReceipt = Schemas['ReviewReceipt']
export type Role = Schemas['Role']
export type SessionInfo = Schemas['SessionView']
export type SimilarCase = Schemas['NearbyCase']
export type SplitPart = Schemas['SplitPartRequest']
export type StaffDetail = Schemas['StaffDetail']
export type StaffGrant = Schemas['StaffGrantView']
export type StaffListItem = Schemas['StaffListItem']
export type TemplateBody = Worded<Omit<Schemas['TemplateBody'], 'history'>> & { history: TemplateEdition[] }
export type TemplateEdition = Worded<Schemas['TemplateEditionBody']>
export type TemplateItem = Schemas['TemplateItem']
export type TemplateRequest = Worded<Schemas['TemplateRequest']>
export type TimelineLine = Schemas['CaseEventView']
export type TimelineType = Schemas['CaseEventType']
export type Visibility = Schemas['CaseVisibility']
export type WeChatBindingCode = Schemas['WeChatBindingCode']
