import type { Problem } from './api-types.ts'

/** The facility refused a request. Decide on `code` (https://<facility>/docs/errors), never on a text. */
export class ShomeiError extends Error {
  override readonly name = 'ShomeiError'
  readonly status: number
  /** Code of the problem document; of the token endpoint, its OAuth error; `unknown` where the answer is not the portal's. */
  readonly code: string
  /** The whole problem document, where there is one. `problem.sign_in` says which sign-in to open. */
  readonly problem: Problem | null
  /** Seconds to wait before the request is sent again. */
  readonly retryAfterSeconds: number | null

  constructor(status: number, code: string, problem: Problem | null, retryAfterSeconds: number | null) {
    super(problem === null ? `${status} ${code}` : `${status} ${code}: ${problem.detail}`)
    this.status = status
    this.code = code
    this.problem = problem
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Reads a refusal in whatever form it came. */
export async function readRefusal(answer: Response): Promise<ShomeiError> {
  const text = await answer.text()
  const body = parse(text)
  const wait = Number(answer.headers.get('retry-after') ?? Number.NaN)
  const retryAfterSeconds = Number.isFinite(wait) ? wait : null
  if (typeof body['code'] === 'string') {
    return new ShomeiError(answer.status, body['code'], body as unknown as Problem, retryAfterSeconds)
  }
  const code = typeof body['error'] === 'string' ? body['error'] : 'unknown'
  return new ShomeiError(answer.status, code, null, retryAfterSeconds)
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
