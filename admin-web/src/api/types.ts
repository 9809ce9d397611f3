/** The names under which the console uses the API's records; all of them are generated from its OpenAPI document. */
import type { components, paths } from './schema'

type Schemas = components['schemas']

export type { paths } from './schema'

/** The API document calls a table of texts by name just an object; this says what it holds. */
type Worded<T> = Omit<T, 'values' | 'templateIds'> & { values: Record<string, string>; templateIds: Record<string, string> }

/** Days off by date, and the weekend days on which offices work. */
interface CalendarImportYear { holidays: Record<string, string>; makeUpWorkdays?: string[] }

export interface Page<T> { items: T[]; next: string | null }
export type CaseQuery = NonNullable<paths['/api/cases']['get']['parameters']['query']>

export type Assignee = Schemas['AssigneeBody']
export type AuditEntry = Schemas['AuditEntry']
export type AuditQuery = NonNullable<paths['/api/audit']['get']['parameters']['query']>
export type BulkItem = Schemas['CaseVersion']
export type BulkResult = Schemas['BulkResult']
export type CalendarImport = Omit<Schemas['CalendarImportRequest'], 'years'> & { years: Record<string, CalendarImportYear> }
export type CalendarState = Schemas['CalendarState']
export type CalendarYear = Schemas['CalendarYearBody']
export type CalendarYearRequest = Schemas['CalendarYearRequest']
export type CaseAction = Schemas['CaseAction']
export type CaseClock = Schemas['CaseClock']
export type CaseCloseReason = Schemas['CaseCloseReason']
export type CaseCounts = Schemas['CaseCounts']
export type CaseDetail = Schemas['CaseBody']
export type CaseKind = Schemas['CaseKind']
export type CaseLateness = NonNullable<CaseQuery['escalation']>
export type CasePauseReason = Schemas['CasePauseReason']
export type CaseRequest = Schemas['CaseRequestView']
export type CaseRequestKind = Schemas['CaseRequestKind']
export type CaseRequestState = Schemas['CaseRequestState']
export type CaseListItem = Schemas['CaseListItem']
export type CaseOutcome = Schemas['CaseOutcome']
export type CasePhoto = Schemas['CasePhotoView']
export type CasePriority = Schemas['CasePriority']
export type CaseReceipt = Schemas['CaseReceipt']
export type CaseStatus = Schemas['CaseStatus']
export type CaseView = NonNullable<CaseQuery['view']>
export type Category = Schemas['CategoryView']
export type CategoryEdit = Schemas['CategoryEditRequest']
export type CategorySetting = Schemas['CategoryBody']
export type CodeKind = Schemas['CodeKind']
export type CodeQuery = NonNullable<paths['/api/codes']['get']['parameters']['query']>
export type CodeTarget = Schemas['CodeTarget']
export type CodeView = Schemas['CodeView']
export type DayCounts = Schemas['DayCounts']
export type DeadLetter = Schemas['DeadLetterBody']
export type DeadLetterQuery = NonNullable<paths['/api/messages/dead-letters']['get']['parameters']['query']>
export type DeadLetterStatus = Schemas['DeadLetterStatus']
export type DeadlineUnit = Schemas['DeadlineUnit']
export type DutyPostChoice = Schemas['AssignablePost']
export type OfficeChoice = Schemas['OfficeChoice']
export type Duration = Schemas['AllowanceView']
export type FigureCases = Schemas['FigureCases']
export type FigureCasesQuery = paths['/api/statistics/three-rates/cases']['get']['parameters']['query']
export type FigureCount = Schemas['FigureCount']
export type Coverage = Schemas['Coverage']
export type CoverageRow = Schemas['CoverageRow']
export type DeadlinePreview = Schemas['DeadlinePreview']
export type DeadlineRequest = Schemas['DeadlineRequest']
export type DeadlineRow = Schemas['DeadlineView']
export type DeadlineTier = Schemas['DeadlineTier']
export type DutyPostKind = Schemas['DutyPostKind']
export type DutySpan = Schemas['DutySpan']
export type ExampleResult = Schemas['ExampleResult']
export type ExampleShift = Schemas['ExampleShift']
export type InboxLine = Schemas['InboxLine']
export type InboxQuery = NonNullable<paths['/api/inbox']['get']['parameters']['query']>
export type LeaderLevel = Schemas['LeaderLevel']
export type Me = Schemas['Me']
export type MessageAudience = Schemas['MessageAudience']
export type MonthlyReport = Schemas['MonthlyReport']
export type NewGrant = Schemas['GrantRequest']
export type NewComplaintOnBehalf = Schemas['OnBehalfRequest']
export type NewPost = Schemas['NewPostRequest']
export type NewResponsibility = Schemas['NewResponsibilityRequest']
export type Office = Schemas['OfficeView']
export type OfficeHours = Schemas['OfficeHoursBody']
export type Photo = Schemas['PhotoView']
export type RatesBy = Schemas['RatesBy']
export type RatesFormula = Schemas['RatesFormula']
export type RatesView = Schemas['RatesView']
export type RateView = Schemas['RateView']
export type PostDetail = Schemas['PostDetail']
export type PostMonth = Schemas['PostMonth']
export type PostOnDay = Schemas['PostOnDay']
export type PostPerson = Schemas['PostPersonRequest']
export type RegionDetail = Schemas['RegionDetail']
export type RegionItem = Schemas['RegionView']
export type Responsibility = Schemas['ResponsibilityView']
export type ResponsibilityImport = Schemas['ResponsibilityImport']
export type RetryResult = Schemas['RetryResult']
export type ReviewItem = Schemas['ReviewItem']
export type ReviewKind = Schemas['ReviewKind']
export type ReviewQuery = NonNullable<paths['/api/reviews']['get']['parameters']['query']>
export type ReviewReason = Schemas['ReviewReason']
export type ReviewReceipt = Schemas['ReviewReceipt']
export type Role = Schemas['Role']
export type RoutingChange = Schemas['RoutingChangeView']
export type RoutingExample = Schemas['RoutingExampleView']
export type RoutingExampleRequest = Schemas['RoutingExampleRequest']
export type RoutingInput = Schemas['RoutingPreviewRequest']
export type RoutingPreview = Schemas['RoutingPreview']
export type RoutingRule = Schemas['RoutingRuleView']
export type RoutingRuleRequest = Schemas['RoutingRuleRequest']
export type RoutingTarget = Schemas['TargetRequest']
export type RoutingTargetKind = Schemas['RoutingTargetKind']
export type RoutingVerdict = Schemas['RoutingVerdict']
export type RuleChange = Schemas['RuleChangeView']
export type RuleKind = Schemas['RuleKind']
export type SessionInfo = Schemas['SessionView']
export type SimilarCase = Schemas['NearbyCase']
export type StaffDetail = Schemas['StaffDetail']
export type StaffGrant = Schemas['StaffGrantView']
export type StaffListItem = Schemas['StaffListItem']
export type TemplateBody = Worded<Omit<Schemas['TemplateBody'], 'history'>> & { history: TemplateEdition[] }
export type TemplateEdition = Worded<Schemas['TemplateEditionBody']>
export type TemplateItem = Schemas['TemplateItem']
export type TemplateRequest = Worded<Schemas['TemplateRequest']>
export type ThreeRates = Schemas['ThreeRates']
export type ThreeRatesRequest = paths['/api/statistics/three-rates']['get']['parameters']['query']
export type TimelineLine = Schemas['CaseEventView']
export type TimelineType = Schemas['CaseEventType']
export type UncoveredVillage = Schemas['UncoveredVillage']
export type Visibility = Schemas['CaseVisibility']
export type Workload = Schemas['Workload']
export type WorkloadRow = Schemas['WorkloadRow']
export type WeChatBindingCode = Schemas['WeChatBindingCode']
