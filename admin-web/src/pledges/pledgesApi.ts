import { api, unwrap } from '@/api/client'
import type {
  NewPledgeCheck, NewPledgeRound, Page, PaperPledge, PledgeCheck, PledgeCheckQuery, PledgeListItem, PledgeListQuery, PledgeReport, PledgeRound, PledgeTemplate,
  PledgeTemplates, PledgeTextPreview, PledgeView, PledgeWording, ReportResult, RoundSheet,
} from '@/api/types'

const at = (id: string) => ({ params: { path: { id } } })
/** For a POST that creates; the key is made once per filled form. */
const once = (key: string) => ({ 'Idempotency-Key': key })

/** Coverage and keep-rate of the places below `region`, on a day or today. */
export const fetchReport = (region: string, on: string | undefined, signal?: AbortSignal): Promise<PledgeReport> =>
  unwrap(api.GET('/api/statistics/pledges', { params: { query: { region, on } }, signal }))

export const fetchPledges = (query: PledgeListQuery, signal?: AbortSignal): Promise<Page<PledgeListItem>> => unwrap(api.GET('/api/pledges', { params: { query }, signal }))
export const fetchPledge = (id: string): Promise<PledgeView> => unwrap(api.GET('/api/pledges/{id}', at(id)))
export const enterPaper = (body: PaperPledge, key: string) => unwrap(api.POST('/api/pledges/paper', { body, headers: once(key) }))
export const withdrawPledge = (id: string, body: { version: number; reason: string }) => unwrap(api.POST('/api/pledges/{id}/withdraw', { ...at(id), body }))
/** The server's page for A4 with text, signature, hash and code. */
export const printUrl = (id: string) => `/api/pledges/${encodeURIComponent(id)}/print`
/** What whoever scans the printed code reads. */
export const proofUrl = (verifyCode: string) => `/p/${encodeURIComponent(verifyCode)}`

export const fetchRounds = (query: { region: string; open?: boolean; limit?: number; after?: string }, signal?: AbortSignal): Promise<Page<PledgeRound>> =>
  unwrap(api.GET('/api/pledge-rounds', { params: { query }, signal }))
export const planRound = (body: NewPledgeRound, key: string) => unwrap(api.POST('/api/pledge-rounds', { body, headers: once(key) }))
export const fetchRound = (id: string): Promise<RoundSheet> => unwrap(api.GET('/api/pledge-rounds/{id}', at(id)))
export const closeRound = (id: string, version: number) => unwrap(api.POST('/api/pledge-rounds/{id}/close', { ...at(id), body: { version } }))

/** Visits of a round, up to 500; each is recognised by its client id when it is sent again. */
export const sendChecks = (checks: NewPledgeCheck[], key: string): Promise<ReportResult[]> =>
  unwrap(api.POST('/api/pledge-checks/batch', { body: { checks }, headers: once(key) })).then((answer) => answer.results)
export const fetchChecks = (query: PledgeCheckQuery, signal?: AbortSignal): Promise<Page<PledgeCheck>> => unwrap(api.GET('/api/pledge-checks', { params: { query }, signal }))
export const fetchCheck = (id: string): Promise<PledgeCheck> => unwrap(api.GET('/api/pledge-checks/{id}', at(id)))
export const decideObjection = (id: string, body: { version: number; upheld: boolean; answer: string }) =>
  unwrap(api.POST('/api/pledge-checks/{id}/objection/decision', { ...at(id), body }))

export const fetchTemplates = (region: string): Promise<PledgeTemplates> => unwrap(api.GET('/api/pledge-templates', { params: { query: { region } } }))
export const publishWording = (body: PledgeWording, key: string): Promise<PledgeTemplate> => unwrap(api.POST('/api/pledge-templates', { body, headers: once(key) }))
export const previewWording = (body: PledgeWording, signal?: AbortSignal): Promise<PledgeTextPreview> => unwrap(api.POST('/api/pledge-templates/preview', { body, signal }))

/** Of the village's register: its alleys in walking order, the members of a household, and who does which post on a day. */
export const fetchAlleys = (village: string) => unwrap(api.GET('/api/household-groups', { params: { query: { village } } })).then((page) => page.items)
export const fetchMembers = (household: string) => unwrap(api.GET('/api/households/{id}', at(household))).then((found) => found.members)
export const fetchPosts = (village: string, on: string) => unwrap(api.GET('/api/posts', { params: { query: { village, on } } })).then((page) => page.items)

export type Alley = Awaited<ReturnType<typeof fetchAlleys>>[number]
export type Member = Awaited<ReturnType<typeof fetchMembers>>[number]
export type Post = Awaited<ReturnType<typeof fetchPosts>>[number]
