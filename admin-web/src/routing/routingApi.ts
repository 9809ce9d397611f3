import { api, idempotencyKey, unwrap } from '@/api/client'
import type {
  ExampleResult, ExampleShift, Office, Page, RoutingChange, RoutingExample, RoutingExampleRequest, RoutingInput, RoutingPreview, RoutingRule, RoutingRuleRequest, RoutingTarget,
} from '@/api/types'

const at = (id: string) => ({ params: { path: { id } } })
const once = (key: string = idempotencyKey()) => ({ headers: { 'Idempotency-Key': key } })

export const fetchRules = (region: string): Promise<RoutingRule[]> => unwrap(api.GET('/api/routing/rules', { params: { query: { region } } })).then((page) => page.items)
export const addRule = (body: RoutingRuleRequest, key?: string) => unwrap(api.POST('/api/routing/rules', { body, ...once(key) }))
export const changeRule = (id: string, body: { version: number; target: RoutingTarget; priority: number; note?: string; confirm: boolean }) =>
  unwrap(api.PUT('/api/routing/rules/{id}', { ...at(id), body }))
export const endRule = (id: string, body: { version: number; confirm: boolean }) => unwrap(api.POST('/api/routing/rules/{id}/end', { ...at(id), body }))
/** What a rule would change in the examples; nothing is saved. */
export const tryRule = (body: { regionCode: string; category?: string; target: RoutingTarget; priority: number; ruleId?: string }): Promise<ExampleShift[]> =>
  unwrap(api.POST('/api/routing/rules/try', { body })).then((page) => page.items)

export const previewRouting = (body: RoutingInput): Promise<RoutingPreview> => unwrap(api.POST('/api/routing/preview', { body }))

export const fetchExamples = (region: string): Promise<RoutingExample[]> => unwrap(api.GET('/api/routing/examples', { params: { query: { region } } })).then((page) => page.items)
export const runExamples = (region: string): Promise<{ passed: number; failed: number; results: ExampleResult[] }> => unwrap(api.POST('/api/routing/examples/run', { body: { region } }))
export const addExample = (body: RoutingExampleRequest, key?: string) => unwrap(api.POST('/api/routing/examples', { body, ...once(key) }))
export const changeExample = (id: string, body: RoutingExampleRequest) => unwrap(api.PUT('/api/routing/examples/{id}', { ...at(id), body }))
export const removeExample = (id: string, version: number) => unwrap(api.POST('/api/routing/examples/{id}/remove', { ...at(id), body: { version } }))

export const fetchRoutingHistory = (query: { region: string; ruleId?: string; limit?: number; after?: string }): Promise<Page<RoutingChange>> =>
  unwrap(api.GET('/api/routing/history', { params: { query } }))

/** Offices of exactly these places, without village committees: a rule names those by their kind. */
export async function fetchOfficesOf(codes: string[]): Promise<Office[]> {
  const pages = await Promise.all(codes.map((region) => unwrap(api.GET('/api/offices', { params: { query: { region, limit: 200 } } }))))
  return pages.flatMap((page, i) => page.items.filter((office) => office.active && office.regionCode === codes[i] && office.kind !== 'villageCommittee'))
}
