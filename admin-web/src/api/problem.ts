import { text } from '@/shared/text'

/** What the API said no with, or that it could not be reached at all (`status` 0). */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    /** Stable code such as `case.already_closed`; empty when the answer carried none. */
    readonly code: string,
    /** A sentence for the person at the screen. */
    readonly sentence: string,
    /** Sentences per field, for 400. */
    readonly fields: Readonly<Record<string, readonly string[]>> = {},
    /** Seconds until it makes sense to try again, from Retry-After; null when not said. */
    readonly retryAfter: number | null = null,
  ) {
    super(sentence)
    this.name = 'ApiProblem'
  }

  /** True when somebody else changed the record in the meantime. */
  get stale(): boolean {
    return this.status === 409 && this.code === 'stale'
  }

  /** True when the session is gone; wrong passwords are 401 too, but say so in their code. */
  get signedOut(): boolean {
    return this.status === 401
  }
}

const byStatus: Record<number, string> = text.problems.byStatus

function sentencesOf(errors: unknown): Record<string, string[]> {
  if (typeof errors !== 'object' || errors === null) return {}
  const fields: Record<string, string[]> = {}
  for (const [field, value] of Object.entries(errors)) {
    if (Array.isArray(value)) fields[field] = value.filter((one): one is string => typeof one === 'string')
  }
  return fields
}

/** Reads the API's problem+json; anything else (a proxy's page, an empty body) still becomes a sentence. */
export function toProblem(response: Response, body: unknown): ApiProblem {
  const said = (typeof body === 'object' && body !== null ? body : {}) as { detail?: unknown; code?: unknown; errors?: unknown }
  const fields = sentencesOf(said.errors)
  const detail = typeof said.detail === 'string' && said.detail.trim() !== '' ? said.detail : null
  const known = byStatus[response.status] ?? (response.status >= 500 ? text.problems.server : text.problems.unknown)
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
  return new ApiProblem(
    response.status,
    typeof said.code === 'string' ? said.code : '',
    detail ?? Object.values(fields).flat()[0] ?? known,
    fields,
    Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : null,
  )
}

/** Any thrown thing as a problem: a lost connection has no response to read. */
export function asProblem(thrown: unknown): ApiProblem {
  if (thrown instanceof ApiProblem) return thrown
  return new ApiProblem(0, '', thrown instanceof TypeError ? text.problems.offline : text.problems.unknown)
}

/** True for a request given up on purpose because a newer one replaced it. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'AbortError'
}
