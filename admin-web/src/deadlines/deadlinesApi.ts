import { api, idempotencyKey, unwrap } from '@/api/client'
import type {
  CalendarImport, CalendarState, CalendarYear, CalendarYearRequest, CategoryEdit, CategorySetting, DeadlinePreview, DeadlineRequest, DeadlineRow, DeadlineTier, OfficeHours, Page, RuleChange, RuleKind,
} from '@/api/types'

export const fetchDeadlines = (region: string): Promise<DeadlineRow[]> =>
  unwrap(api.GET('/api/deadlines', { params: { query: { region: region || undefined } } })).then((page) => page.items)
export const fetchTiers = (): Promise<DeadlineTier[]> => unwrap(api.GET('/api/deadlines/tiers')).then((page) => page.items)
export const setDeadline = (category: string, body: DeadlineRequest) => unwrap(api.PUT('/api/deadlines/{category}', { params: { path: { category } }, body }))
export const previewDeadline = (category: string, body: Pick<DeadlineRequest, 'region' | 'respondWithin' | 'resolveWithin'>): Promise<DeadlinePreview> =>
  unwrap(api.POST('/api/deadlines/{category}/preview', { params: { path: { category } }, body }))
export const fetchRuleHistory = (query: { kind?: RuleKind; subject?: string; limit?: number; after?: string }): Promise<Page<RuleChange>> =>
  unwrap(api.GET('/api/deadlines/history', { params: { query } }))

export const fetchAllCategories = (): Promise<CategorySetting[]> => unwrap(api.GET('/api/categories/all')).then((page) => page.items)
/** `key` is made once per filled form. */
export const createCategory = (body: Omit<CategorySetting, 'version'>, key: string = idempotencyKey()): Promise<CategorySetting> =>
  unwrap(api.POST('/api/categories', { body, headers: { 'Idempotency-Key': key } }))
export const editCategory = (code: string, body: CategoryEdit): Promise<CategorySetting> => unwrap(api.PUT('/api/categories/{code}', { params: { path: { code } }, body }))

export const fetchCalendarState = (): Promise<CalendarState> => unwrap(api.GET('/api/calendar'))
export const fetchCalendarYear = (year: number): Promise<CalendarYear> => unwrap(api.GET('/api/calendar/{year}', { params: { path: { year } } }))
export const saveCalendarYear = (year: number, body: CalendarYearRequest): Promise<CalendarYear> => unwrap(api.PUT('/api/calendar/{year}', { params: { path: { year } }, body }))
export const importCalendar = (body: CalendarImport): Promise<CalendarState> => unwrap(api.POST('/api/calendar/import', { body: body as never }))

export const fetchOfficeHours = (county: string): Promise<OfficeHours> => unwrap(api.GET('/api/office-hours/{county}', { params: { path: { county } } }))
export const saveOfficeHours = (county: string, body: { spans: OfficeHours['spans']; version: number }): Promise<OfficeHours> =>
  unwrap(api.PUT('/api/office-hours/{county}', { params: { path: { county } }, body }))
