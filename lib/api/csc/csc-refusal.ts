export type CscStatus = 400 | 401 | 404 | 413 | 415 | 429 | 500 | 501 | 503

/** Values of `error` that we use (CSC API v1 §8.1, v2 §10.1). */
export type CscErrorWord =
  | 'invalid_request'
  | 'access_denied'
  | 'invalid_token'
  | 'expired_token'
  | 'invalid_authentication_data'
  | 'server_error'
  | 'temporarily_unavailable'

/** A refusal in the standard's words. */
export class CscRefusal extends Error {
  override readonly name = 'CscRefusal'
  readonly error: CscErrorWord
  readonly status: CscStatus

  constructor(description: string, { error = 'invalid_request' as CscErrorWord, status = 400 as CscStatus } = {}) {
    super(description)
    this.error = error
    this.status = status
  }
}
