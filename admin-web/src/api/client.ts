import createClient from 'openapi-fetch'
import { asProblem, isAbort, toProblem } from './problem'
import type { paths } from './types'

let onSignedOut: () => void = () => {}

/** Names what to do when any call learns that the session is gone. */
export function whenSignedOut(action: () => void): void {
  onSignedOut = action
}

export const api = createClient<paths>({
  // The API host serves the console, so every address is relative to it.
  baseUrl: globalThis.location?.origin ?? '',
  // Looked up at each call: tests replace globalThis.fetch.
  fetch: (request) => globalThis.fetch(request),
  // `status=a&status=b`, as the API reads repeated values.
  querySerializer: { array: { style: 'form', explode: true } },
})

api.use({
  onRequest({ request }) {
    // The cookie alone must not be enough to change something: a form on another site could send it.
    if (request.method !== 'GET') request.headers.set('X-Engagement', 'console')
    return request
  },
})

interface Answer<T> { data?: T; error?: unknown; response: Response }

/**
 * The body of a successful answer.
 * @throws ApiProblem for every other answer and for a lost connection; an aborted request rethrows its AbortError.
 */
export async function unwrap<T>(pending: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await pending
  } catch (thrown) {
    if (isAbort(thrown)) throw thrown
    throw asProblem(thrown)
  }
  if (answer.response.ok) return answer.data as T
  const problem = toProblem(answer.response, answer.error)
  if (problem.signedOut && !problem.code.startsWith('auth.invalid') && !problem.code.startsWith('auth.one_time_code')) onSignedOut()
  throw problem
}

/** A fresh key for a POST that creates, kept by the form so that a repeated click creates nothing twice. */
export function idempotencyKey(): string {
  // randomUUID exists on https and localhost only; a village office may reach the server by plain http.
  return globalThis.crypto.randomUUID?.() ?? Array.from(globalThis.crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')
}
