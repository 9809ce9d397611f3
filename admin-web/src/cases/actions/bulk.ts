import { asProblem } from '@/api/problem'
import type { BulkResult, CaseListItem, CaseReceipt } from '@/api/types'

export type BulkKind = 'accept' | 'assign' | 'supervise'

/**
 * Does for each case in turn what the API has no bulk call for, and says of each how it went. A lost session or connection
 * stops the rest: they would all fail alike.
 */
export async function oneByOne(cases: readonly CaseListItem[], act: (one: CaseListItem) => Promise<CaseReceipt>, finished: (count: number) => void): Promise<BulkResult[]> {
  const results: BulkResult[] = []
  let lost: BulkResult | null = null
  for (const one of cases) {
    if (lost !== null) {
      results.push({ ...lost, id: one.id, number: one.number, version: one.version })
      continue
    }
    try {
      const receipt = await act(one)
      results.push({ id: one.id, number: one.number, ok: true, code: null, message: null, version: receipt.version })
    } catch (thrown) {
      const problem = asProblem(thrown)
      const result: BulkResult = { id: one.id, number: one.number, ok: false, code: problem.code, message: problem.sentence, version: one.version }
      results.push(result)
      if (problem.signedOut || problem.status === 0) lost = result
    }
    finished(results.length)
  }
  return results
}
