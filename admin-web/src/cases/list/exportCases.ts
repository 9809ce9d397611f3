import { isAbort, asProblem, toProblem } from '@/api/problem'
import type { CaseQuery } from '@/api/types'

const named = /filename\*=UTF-8''([^;]+)/i

/** Fetches the workbook of what the list shows and hands it to the browser as a file. @throws ApiProblem when it is refused. */
export async function exportCases(query: CaseQuery): Promise<void> {
  const asked = new URLSearchParams()
  for (const [key, value] of Object.entries({ ...query, limit: undefined, after: undefined })) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null) asked.append(key, String(one))
  }
  let answer: Response
  try {
    answer = await globalThis.fetch(`/api/cases/export.xlsx?${asked}`, { headers: { 'X-Engagement': 'console' } })
  } catch (thrown) {
    throw isAbort(thrown) ? thrown : asProblem(thrown)
  }
  if (!answer.ok) throw toProblem(answer, await answer.json().catch(() => null))
  const name = named.exec(answer.headers.get('Content-Disposition') ?? '')?.[1]
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = name === undefined ? 'cases.xlsx' : decodeURIComponent(name)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
