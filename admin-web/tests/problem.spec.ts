import { afterEach, describe, expect, it, vi } from 'vitest'
import { api, unwrap, whenSignedOut } from '@/api/client'
import { type ApiProblem, asProblem, toProblem } from '@/api/problem'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(body === null ? null : JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json', ...headers } })
const stub = (make: (request: Request) => Response | Promise<Response>) => vi.stubGlobal('fetch', vi.fn((request: Request) => Promise.resolve(make(request))))
const caught = async (pending: Promise<unknown>) => pending.then(() => { throw new Error('succeeded') }, (thrown: unknown) => thrown as ApiProblem)

afterEach(() => { vi.unstubAllGlobals(); whenSignedOut(() => {}) })

describe('what the API says no with', () => {
  it('is shown in its own sentence, with code and waiting time', () => {
    const problem = toProblem(answer(429, null, { 'Retry-After': '872' }), { detail: '账号已锁定。', code: 'auth.locked_out' })
    expect(problem).toMatchObject({ sentence: '账号已锁定。', code: 'auth.locked_out', retryAfter: 872 })
  })
  it('falls back to the first field sentence, then to the status', () => {
    expect(toProblem(answer(400, null), { errors: { text: ['不能超过 50 个字。'] } })).toMatchObject({ sentence: '不能超过 50 个字。', fields: { text: ['不能超过 50 个字。'] } })
    expect(toProblem(answer(404, null), '<html>').sentence).toContain('没有找到')
    expect(toProblem(answer(500, null), undefined).sentence).toContain('服务器出错')
    expect(toProblem(answer(418, null), { detail: ' ' }).sentence).toContain('没有成功')
  })
  it('knows a stale edit from other conflicts', () => {
    expect(toProblem(answer(409, null), { code: 'stale' }).stale).toBe(true)
    expect(toProblem(answer(409, null), { code: 'case.already_closed' }).stale).toBe(false)
  })
  it('says so when the server cannot be reached', async () => {
    vi.stubGlobal('fetch', vi.fn(() => Promise.reject(new TypeError('Failed to fetch'))))
    expect(await caught(unwrap(api.GET('/api/me')))).toMatchObject({ status: 0, sentence: expect.stringContaining('连接不上') })
    expect(asProblem('odd').sentence).toContain('没有成功')
  })
})

describe('the client', () => {
  it('sends the header that a foreign form cannot send, on everything that changes something', async () => {
    const seen: (string | null)[] = []
    stub((request) => { seen.push(request.headers.get('X-Engagement')); return answer(200, { items: [], next: null }) })
    await unwrap(api.GET('/api/categories'))
    await unwrap(api.POST('/api/auth/sign-out'))
    await unwrap(api.DELETE('/api/sessions/{id}', { params: { path: { id: 'a b' } } }))
    expect(seen).toEqual([null, 'console', 'console'])
  })
  it('repeats a status instead of joining it with commas', async () => {
    let address = ''
    stub((request) => { address = request.url; return answer(200, { items: [], next: null }) })
    await unwrap(api.GET('/api/cases', { params: { query: { status: ['filed', 'accepted'] } } }))
    expect(new URL(address).search).toBe('?status=filed&status=accepted')
  })
  it('reports a lost session, but not a wrong password', async () => {
    const lost = vi.fn()
    whenSignedOut(lost)
    stub(() => answer(401, { code: 'auth.invalid_credentials', detail: '用户名或密码不正确。' }))
    await caught(unwrap(api.POST('/api/auth/staff', { body: { userName: 'a', password: 'b' } })))
    expect(lost).not.toHaveBeenCalled()
    stub(() => answer(401, null))
    await caught(unwrap(api.GET('/api/me')))
    expect(lost).toHaveBeenCalledOnce()
  })
})
