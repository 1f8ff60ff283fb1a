import type { Context } from 'hono'
import { logger } from '@/lib/log/logger'
import { type Failure, toFailure } from '@/lib/problem/problem'
import { bearerChallenge } from '../oauth/challenge'
import { describeCause } from '../respond-to-failure'
import type { ApiEnvironment } from '../router'
import { type CscErrorWord, CscRefusal, type CscStatus } from './csc-refusal'
import { type CscVersion, cscVersionOf, cscWords } from './csc-version'

type Words = {
  status: CscStatus
  error: CscErrorWord
  text: string | ((version: CscVersion, failure: Failure) => string)
}

const invalid = (text: Words['text'], status: CscStatus = 400): Words => ({ status, error: 'invalid_request', text })
const unavailable = (text: string): Words => ({ status: 503, error: 'temporarily_unavailable', text })

/** Our codes in the standard's words (CSC API v1 §11, v2 §11). */
const words: Readonly<Record<string, Words>> = {
  'signature.token_invalid': {
    status: 401,
    error: 'invalid_token',
    text: 'The token provided is not a valid OAuth access or refresh token',
  },
  'signature.token_ended': {
    status: 401,
    error: 'expired_token',
    text: 'The access or refresh token is expired or has been revoked',
  },
  'signature.credential_unknown': invalid('Invalid parameter credentialID'),
  'signature.credential_disabled': invalid('The credential identified by credentialID is disabled'),
  'signature.certificate_expired': invalid((version, { error }) =>
    version === 1
      ? `Signing certificate '${error.params['subject'] ?? ''}' is expired.`
      : 'Signing certificate is expired',
  ),
  'signature.document_kind_unfit': {
    status: 400,
    error: 'access_denied',
    text: 'The credential does not sign documents of this kind',
  },
  'signature.algorithm_unfit': invalid('Invalid parameter signAlgo'),
  'signature.budget_exceeded': invalid('Numbers of signatures is too high'),
  'signature.sad_invalid': invalid('Invalid parameter SAD'),
  'signature.sad_expired': invalid('SAD expired'),
  'signature.hash_not_authorized': invalid((version) => cscWords[version].hashNotAuthorized),
  'signature.repeat_differs': invalid('Invalid parameter Idempotency-Key'),
  'signature.in_progress': unavailable('The same request is being worked on'),
  'signature.keystore_refused': unavailable('Nothing was signed; try again later'),
  'signature.in_doubt': {
    status: 500,
    error: 'server_error',
    text: 'The outcome of the request is unknown; it is not signed again',
  },
  'request.malformed': invalid(cscWords[1].malformedHeader),
  'request.not_found': invalid('Unknown method', 404),
  'request.too_large': invalid('The request is too large', 413),
  'request.unsupported_media_type': invalid('The body must be application/json', 415),
  'request.rate_limited': { status: 429, error: 'temporarily_unavailable', text: 'Too many requests' },
  'service.unavailable': unavailable('Try again later'),
}
const fault: Words = { status: 500, error: 'server_error', text: 'Unexpected failure' }

/** Answers whatever was thrown under /csc with the standard's error body. */
export function respondWithCscError(thrown: unknown, c: Context<ApiEnvironment>): Response {
  if (thrown instanceof CscRefusal) return cscErrorAnswer(c, thrown)
  const failure = toFailure(thrown)
  const { status, error, text } = words[failure.code] ?? fault
  const { requestId } = c.var.origin
  const { detail, cause } = failure.error
  const fields = { requestId, code: failure.code, path: c.req.path, detail, cause: describeCause(cause) }
  logger()[failure.entry.log](fields, 'request failed')
  const description = typeof text === 'string' ? text : text(cscVersionOf(c.req.path) ?? 2, failure)
  const answer = cscErrorAnswer(c, new CscRefusal(description, { error, status }))
  const wait = failure.error.retryAfterSeconds
  if (wait !== undefined) answer.headers.set('retry-after', String(wait))
  return answer
}

function cscErrorAnswer(c: Context<ApiEnvironment>, { error, status, message }: CscRefusal): Response {
  const headers = status === 401 ? { 'www-authenticate': challenge(c) } : {}
  return c.json({ error, error_description: message }, status, headers)
}

function challenge(c: Context<ApiEnvironment>): string {
  return bearerChallenge('Shomei CSC API', c.req.header('authorization'), 'sign')
}
