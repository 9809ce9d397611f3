/** The names under which the console uses the API's records; all of them are generated from its OpenAPI document. */
import type { components, paths } from './schema'

type Schemas = components['schemas']

export type { paths } from './schema'

/** The API document calls a table of texts by name just an object; this says what it holds. */
type Worded<T> = Omit<T, 'values' | 'templateIds'> & { values: Record<string, string>; templateIds: Record<string, string> }

export interface Page<T> { items: T[]; next: string | null }
export type CaseQuery = NonNullable<paths['/api/cases']['get']['parameters']['query']>

export type Assignee = Schemas['AssigneeBody']
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
export type CheckPicture = Schemas['CheckPictureRequest']
export type CodeKind = Schemas['CodeKind']
export type CodeQuery = NonNullable<paths['/api/codes']['get']['parameters']['query']>
export type CodeTarget = Schemas['CodeTarget']
export type CodeView = Schemas['CodeView']
export type DeadLetter = Schemas['DeadLetterBody']
export type DeadLetterQuery = NonNullable<paths['/api/messages/dead-letters']['get']['parameters']['query']>
export type DeadLetterStatus = Schemas['DeadLetterStatus']
export type Duration = Schemas['AllowanceView']
export type Guarantee = Schemas['Guarantee']
export type InboxLine = Schemas['InboxLine']
export type InboxQuery = NonNullable<paths['/api/inbox']['get']['parameters']['query']>
export type Me = Schemas['Me']
export type MessageAudience = Schemas['MessageAudience']
export type NewGrant = Schemas['GrantRequest']
export type NewComplaintOnBehalf = Schemas['OnBehalfRequest']
export type NewPledgeCheck = Schemas['CheckRequest']
export type NewPledgeRound = Schemas['RoundRequest']
export type Office = Schemas['OfficeView']
export type PaperPledge = Schemas['PaperPledgeRequest']
export type Photo = Schemas['PhotoView']
export type PledgeCheck = Schemas['CheckView']
export type PledgeCheckQuery = NonNullable<paths['/api/pledge-checks']['get']['parameters']['query']>
export type PledgeCheckState = Schemas['PledgeCheckState']
export type PledgeFigures = Schemas['PledgeFigures']
export type PledgeListItem = Schemas['PledgeListItem']
export type PledgeListQuery = NonNullable<paths['/api/pledges']['get']['parameters']['query']>
export type PledgeReport = Schemas['PledgeReport']
export type PledgeRound = Schemas['RoundView']
export type PledgeTemplate = Schemas['TemplateView']
export type PledgeTemplates = Schemas['TemplateOverview']
export type PledgeTermKind = Schemas['PledgeTermKind']
export type PledgeTextPreview = Schemas['TextPreview']
export type PledgeView = Schemas['PledgeView']
export type PledgeWording = Schemas['WordingRequest']
export type RegionDetail = Schemas['RegionDetail']
export type RegionItem = Schemas['RegionView']
export type ReportResult = Schemas['ReportResult']
export type ReviewItem = Schemas['ReviewItem']
export type ReviewKind = Schemas['ReviewKind']
export type ReviewQuery = NonNullable<paths['/api/reviews']['get']['parameters']['query']>
export type ReviewReason = Schemas['ReviewReason']
export type ReviewReceipt = Schemas['ReviewReceipt']
export type RetryResult = Schemas['RetryResult']
export type Role = Schemas['Role']
export type RoundDoor = Schemas['RoundDoor']
export type RoundSheet = Schemas['RoundSheet']
export type SessionInfo = Schemas['SessionView']
export type SimilarCase = Schemas['NearbyCase']
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
