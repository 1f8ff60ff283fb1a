/** Why a call to the outside gave no answer. What it says is for the log only. */
export type EgressFailure = 'unreachable' | 'timeout' | 'too_large' | 'aborted'

/** A call that ended without a complete HTTP answer. An answer of any status is no failure of the call. */
export class EgressError extends Error {
  override readonly name = 'EgressError'
  readonly failure: EgressFailure

  constructor(failure: EgressFailure, cause?: unknown) {
    super(failure, { cause })
    this.failure = failure
  }
}

/** Sorts what the HTTP library threw by its stable codes. */
export function toEgressError(error: unknown): EgressError {
  if (error instanceof EgressError) return error
  const { code, name } =
    typeof error === 'object' && error !== null ? (error as { code?: unknown; name?: unknown }) : {}
  if (name === 'TimeoutError' || (typeof code === 'string' && timeoutCodes.has(code))) {
    return new EgressError('timeout', error)
  }
  return new EgressError(name === 'AbortError' ? 'aborted' : 'unreachable', error)
}

const timeoutCodes = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])
