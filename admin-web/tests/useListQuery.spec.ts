import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick } from 'vue'
import { createRouter, createWebHistory, RouterView } from 'vue-router'
import { ApiProblem } from '@/api/problem'
import { field, readQuery, useListQuery } from '@/shared/useListQuery'

const fields = { view: field.one(['open', 'mine']), status: field.many(['filed', 'closed']), from: field.date(), text: field.text(5), limit: field.size([20, 50]) }
interface Filters extends Record<string, unknown> { view?: 'open' | 'mine'; status?: ('filed' | 'closed')[]; from?: string; text?: string; limit?: number }
type Query = Filters & { after?: string }
const settle = async () => { await new Promise((done) => setTimeout(done, 30)); await nextTick() }

async function open(address: string, load: (query: Query, signal: AbortSignal) => Promise<{ items: string[]; next: string | null }>) {
  window.history.replaceState(null, '', address)
  let list!: ReturnType<typeof useListQuery<Filters, string>>
  const page = defineComponent({ setup() { list = useListQuery<Filters, string>(fields, load); return () => h('div') } })
  const router = createRouter({ history: createWebHistory('/'), routes: [{ path: '/list', component: page }, { path: '/other', component: { render: () => h('div') } }] })
  const wrapper = mount(defineComponent({ render: () => h(RouterView) }), { global: { plugins: [router] } })
  await router.isReady()
  await settle()
  return { list, router, wrapper }
}
const pages = async (query: Query) => {
  const start = Number(query.after ?? 0)
  return { items: [`row ${start}`], next: start < 2 ? String(start + 1) : null }
}

afterEach(() => window.history.replaceState(null, '', '/'))

describe('filters in the address bar', () => {
  it('are read, and nonsense is ignored', () => {
    expect(readQuery(fields, { view: 'mine', status: ['closed', 'odd'], from: '2026-05-01', limit: '50', after: 'x', spy: '1' }))
      .toEqual({ view: 'mine', status: ['closed'], from: '2026-05-01', limit: 50, after: 'x' })
    expect(readQuery(fields, { view: 'odd', status: 'odd', from: '2026-13-41', limit: '7', text: '  ' })).toEqual({})
    expect(readQuery(fields, { text: '  一二三四五六 ' })).toEqual({ text: '一二三四五' })
  })
  it('are written, one or many, and asked for', async () => {
    const load = vi.fn(pages)
    const { list, router } = await open('/list', load)
    await list.set({ status: ['filed', 'closed'], view: 'mine' })
    await settle()
    expect(router.currentRoute.value.fullPath).toBe('/list?view=mine&status=filed&status=closed')
    expect(load.mock.lastCall?.[0]).toEqual({ view: 'mine', status: ['filed', 'closed'] })
    await list.set({ status: undefined })
    expect(router.currentRoute.value.fullPath).toBe('/list?view=mine')
    await list.clear()
    expect(router.currentRoute.value.fullPath).toBe('/list')
  })
})

describe('pages', () => {
  it('go forward and back by cursors, and a changed filter starts again', async () => {
    const { list, router } = await open('/list', pages)
    expect([list.pageNumber.value, list.hasPrevious.value, list.hasNext.value]).toEqual([1, false, true])
    await list.next(); await settle()
    await list.next(); await settle()
    expect([list.rows.value[0], list.pageNumber.value, list.hasNext.value]).toEqual(['row 2', 3, false])
    await list.previous(); await settle()
    expect([list.rows.value[0], list.pageNumber.value]).toEqual(['row 1', 2])
    router.back(); await settle()
    expect([list.rows.value[0], list.pageNumber.value]).toEqual(['row 2', 3])
    await list.set({ view: 'mine' }); await settle()
    expect([list.rows.value[0], list.pageNumber.value, list.hasPrevious.value]).toEqual(['row 0', 1, false])
  })
  it('of a copied link know the way to the first page only', async () => {
    const { list } = await open('/list?after=1', pages)
    expect([list.pageNumber.value, list.hasPrevious.value, list.isFirst.value]).toEqual([null, false, false])
    await list.first(); await settle()
    expect(list.rows.value).toEqual(['row 0'])
  })
})

describe('answers', () => {
  it('that come late do not replace newer ones', async () => {
    const waiting: ((rows: string[]) => void)[] = []
    const signals: AbortSignal[] = []
    const { list } = await open('/list', (_query, signal) => {
      signals.push(signal)
      return new Promise((done) => waiting.push((items) => done({ items, next: null })))
    })
    void list.set({ view: 'mine' }); await settle()
    waiting[1]?.(['new']); await settle()
    waiting[0]?.(['old']); await settle()
    expect(list.rows.value).toEqual(['new'])
    expect(signals[0]?.aborted).toBe(true)
  })
  it('that are problems are shown, not thrown, and another page is left alone', async () => {
    const load = vi.fn(async (): Promise<never> => { throw new ApiProblem(403, 'not_allowed', '不行') })
    const { list, router } = await open('/list', load)
    expect([list.problem.value?.sentence, list.rows.value.length, list.loading.value]).toEqual(['不行', 0, false])
    await router.push('/other?view=mine'); await settle()
    expect(load).toHaveBeenCalledTimes(1)
  })
})
