import type { EChartsCoreOption } from 'echarts/core'
import type { RatesView } from '@/api/types'
import { rateColours, rateKinds } from './figures'
import { rateNames, statisticsText } from './text'

/** More bars than this cannot be read. */
export const mostBars = 15

const share = (rate: number | null) => (rate === null ? null : Math.round(rate * 1000) / 10)
const axisText = { color: '#5c6370', fontSize: 12 }
const percentAxis = { type: 'value', min: 0, max: 100, axisLabel: { ...axisText, formatter: '{value}%' }, splitLine: { lineStyle: { color: '#e7e9ee' } } }

/** The three rates month by month. */
export const trendOption = (months: readonly RatesView[]): EChartsCoreOption => ({
  animation: false,
  color: rateKinds.map((kind) => rateColours[kind]),
  grid: { left: 44, right: 16, top: 36, bottom: 28 },
  legend: { top: 0, left: 0, textStyle: axisText },
  tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => (typeof value === 'number' ? `${value}%` : '—') },
  xAxis: { type: 'category', data: months.map((one) => one.key), axisLabel: { ...axisText, formatter: statisticsText.rates.monthTick }, axisTick: { show: false } },
  yAxis: percentAxis,
  series: rateKinds.map((kind, index) => ({
    type: 'line', name: rateNames[kind], data: months.map((one) => share(one[kind].rate)), connectNulls: false, symbolSize: 7, symbol: ['circle', 'rect', 'triangle'][index], lineStyle: { width: 2 },
  })),
})

/** The groups with most cases, best resolution rate on top. */
export function barGroups(groups: readonly RatesView[]): RatesView[] {
  return groups.filter((one) => (one.resolution.denominator ?? 0) > 0).sort((a, b) => (b.filed ?? 0) - (a.filed ?? 0)).slice(0, mostBars)
    .sort((a, b) => (b.resolution.rate ?? 0) - (a.resolution.rate ?? 0))
}

/** One bar per group; those with too small a sample are pale. */
export const barsOption = (groups: readonly RatesView[], nameWidth = 120): EChartsCoreOption => ({
  animation: false,
  grid: { left: nameWidth + 12, right: 56, top: 8, bottom: 24 },
  tooltip: { trigger: 'item', valueFormatter: (value: unknown) => `${String(value)}%` },
  xAxis: percentAxis,
  yAxis: { type: 'category', inverse: true, data: groups.map((one) => one.name), axisTick: { show: false }, axisLabel: { ...axisText, width: nameWidth, overflow: 'truncate' } },
  series: [{
    type: 'bar', name: rateNames.resolution, barMaxWidth: 18, label: { show: true, position: 'right', formatter: '{c}%', color: '#1f2329' },
    data: groups.map((one) => ({ value: share(one.resolution.rate), itemStyle: { color: one.resolution.sampleTooSmall ? '#b9dccb' : rateColours.resolution } })),
  }],
})
