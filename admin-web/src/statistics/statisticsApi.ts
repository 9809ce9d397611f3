import { api, unwrap } from '@/api/client'
import type { FigureCasesQuery, ThreeRatesRequest } from '@/api/types'

export const fetchRates = (query: ThreeRatesRequest, signal?: AbortSignal) => unwrap(api.GET('/api/statistics/three-rates', { params: { query }, signal }))
export const fetchFigureCases = (query: FigureCasesQuery, signal?: AbortSignal) => unwrap(api.GET('/api/statistics/three-rates/cases', { params: { query }, signal }))
export const fetchReport = (region: string, month: string, signal?: AbortSignal) =>
  unwrap(api.GET('/api/statistics/monthly-report', { params: { query: { region, month } }, signal }))
export const fetchWorkload = (region: string, signal?: AbortSignal) => unwrap(api.GET('/api/cases/workload', { params: { query: { region } }, signal }))
