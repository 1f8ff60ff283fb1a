import type { Context } from 'hono'
import { logger } from '@/lib/log/logger'
import { toFailure } from '../../problem/problem'
import type { ApiEnvironment } from '../router'

type OAuthStatus = 400 | 401 | 404 | 413 | 429 | 500 | 503

type OAuthFailure = { error: string; status: OAuthStatus; description: string }

/** Error bodies of the standards for our own codes: RFC 6749 §5.2, RFC 8628 §3.5, CIBA §13 (`unknown_user_id`). */
const failures: Readonly<Record<string, OAuthFailure>> = {
  'request.malformed': {
    error: 'invalid_request',
    status: 400,
    description: 'A parameter is missing, repeated or malformed',
  },
  'request.too_large': { error: 'invalid_request', status: 413, description: 'The request is too large' },
  'request.unauthorized': { error: 'invalid_client', status: 401, description: 'Client authentication failed' },
  'request.rate_limited': { error: 'slow_down', status: 429, description: 'Too many requests' },
  'device_authorization.unknown': {
    error: 'invalid_request',
    status: 404,
    description: 'No such device authorization',
  },
  'holder.unknown': {
    error: 'unknown_user_id',
    status: 400,
    description: 'No holder with a usable phone has this login_hint',
  },
  'service.unavailable': { error: 'temporarily_unavailable', status: 503, description: 'Try again later' },
}

const fault: OAuthFailure = { error: 'server_error', status: 500, description: 'Unexpected failure' }

/** Answers whatever a handler under /oauth2 threw with the error body of the standards; used nowhere else. */
export function respondWithOAuthError(thrown: unknown, c: Context<ApiEnvironment>): Response {
  const failure = toFailure(thrown)
  const { error, status, description } = failures[failure.code] ?? fault
  logger()[failure.entry.log](
    {
      requestId: c.var.origin.requestId,
      code: failure.code,
      oauthError: error,
      path: c.req.path,
      detail: failure.error.detail,
    },
    'request failed',
  )
  const named = failure.error.invalidParams.map((param) => param.name).filter((name) => /^[a-z_.\d]+$/.test(name))
  const answer = oauthErrorAnswer(c, error, status, [description, ...named].join(': '))
  const wait = failure.error.retryAfterSeconds
  if (wait !== undefined) answer.headers.set('retry-after', String(wait))
  return answer
}

/** RFC 6749 §5.2. `description` is for the client's developer: English, printable ASCII. */
export function oauthErrorAnswer(
  c: Context<ApiEnvironment>,
  error: string,
  status: OAuthStatus,
  description?: string,
): Response {
  const body = description === undefined ? { error } : { error, error_description: description }
  const headers = { ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}), pragma: 'no-cache' }
  return c.json(body, status, headers)
}
