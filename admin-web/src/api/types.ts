/** The names under which the console uses the API's records. */
export type {
  Assignee, BulkItem, BulkResult, CaseAction, CaseCounts, CaseDetail, CaseListItem, CaseOutcome, CasePhoto, CaseQuery,
  CaseReceipt, CaseStatus, CaseView, Category, Duration, GrantInfo, Location, Me, NewComplaintOnBehalf, NewGrant, Office, Page, Photo,
  RegionDetail, RegionItem, Role, SessionInfo, SimilarCase, StaffDetail, StaffGrant, StaffListItem, TimelineLine, TimelineType, Visibility,
  paths,
} from './contract'
