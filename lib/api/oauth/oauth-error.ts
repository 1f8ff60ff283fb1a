import type { Context } from 'hono'
import { requestError } from '@/lib/kernel/request.errors'
import { logger } from '@/lib/log/logger'
import { toFailure } from '@/lib/problem/problem'
import { type ClientRefusalReason, clientRefusalReason } from '@/lib/wire/oauth'
import type { ApiEnvironment } from '../router'
import { clientChallenge } from './challenge'

type OAuthStatus = 400 | 401 | 404 | 405 | 408 | 413 | 415 | 429 | 500 | 503

type OAuthFailure = { error: string; status: OAuthStatus; description: string }

/** Error bodies of the standards for our own codes: RFC 6749 §5.2, §4.1.2.1 (`temporarily_unavailable`), CIBA §13 (`unknown_user_id`). */
const failures: Readonly<Record<string, OAuthFailure>> = {
  'request.malformed': {
    error: 'invalid_request',
    status: 400,
    description: 'A parameter is missing, repeated or malformed, or there is more than one client authentication',
  },
  'request.not_found': { error: 'invalid_request', status: 404, description: 'No such endpoint' },
  'request.method_not_allowed': { error: 'invalid_request', status: 405, description: 'Another method is wanted here' },
  'request.timeout': { error: 'invalid_request', status: 408, description: 'The body did not arrive completely' },
  'request.too_large': { error: 'invalid_request', status: 413, description: 'The request is too large' },
  'request.unsupported_media_type': {
    error: 'invalid_request',
    status: 415,
    description: 'The body must be application/x-www-form-urlencoded',
  },
  'request.unauthorized': { error: 'invalid_client', status: 401, description: 'Client authentication failed' },
  'request.rate_limited': { error: 'temporarily_unavailable', status: 429, description: 'Too many requests' },
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

const clockSkewWords = 'The clock of the client differs from the Date of this answer'

const fault: OAuthFailure = { error: 'server_error', status: 500, description: 'Unexpected failure' }

/** Where the device code is polled, and the only place where RFC 8628 §3.5 knows `slow_down`. */
const devicePollPath = '/oauth2/token'
const emrTokenPath = '/api/emr/v1/token'

/** Paths whose every answer has OAuth's form, from whatever layer. */
export function isOAuthPath(path: string): boolean {
  return path.startsWith('/oauth2/') || path === emrTokenPath
}

/** Answers whatever was thrown under an OAuth path with the error body of the standards. */
export function respondWithOAuthError(thrown: unknown, c: Context<ApiEnvironment>): Response {
  const failure = toFailure(thrown)
  const { status, description, ...failed } = failures[failure.code] ?? fault
  const isPolledTooOften = failure.code === 'request.rate_limited' && c.req.path === devicePollPath
  const error = isPolledTooOften ? 'slow_down' : failed.error
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
  const named = failure.error.invalidParams.map((param) => param.name).filter((name) => /^[a-z_.\d]{1,64}$/.test(name))
  const reason = clientRefusalReason.safeParse(error === 'invalid_client' ? failure.error.params['reason'] : undefined)
  const words = reason.data === 'clock_skew' ? clockSkewWords : description
  const answer = oauthErrorAnswer(c, error, status, [words, ...named].join(': '), reason.data)
  const wait = failure.error.retryAfterSeconds
  if (wait !== undefined) answer.headers.set('retry-after', String(wait))
  return answer
}

/** The answer of an OAuth path that has no such method, or of none at all; `allowed` are the methods that it has (RFC 9110 §15.5.6). */
export function respondWithoutRoute(c: Context<ApiEnvironment>, allowed: readonly string[]): Response {
  if (allowed.length === 0) return respondWithOAuthError(requestError('request.not_found'), c)
  const answer = respondWithOAuthError(requestError('request.method_not_allowed'), c)
  answer.headers.set('allow', allowed.join(', '))
  return answer
}

/** RFC 6749 §5.2. `description` is for the client's developer: English, printable ASCII without quotes and backslash. */
export function oauthErrorAnswer(
  c: Context<ApiEnvironment>,
  error: string,
  status: OAuthStatus,
  description?: string,
  reason?: ClientRefusalReason,
): Response {
  const body = {
    error,
    ...(description === undefined ? {} : { error_description: description }),
    ...(reason === undefined ? {} : { reason }),
  }
  const headers = { ...(status === 401 ? { 'www-authenticate': challengeOf(c) } : {}), pragma: 'no-cache' }
  return c.json(body, status, headers)
}

function challengeOf(c: Context<ApiEnvironment>): string {
  const authorization = c.req.header('authorization')
  if (c.req.path === emrTokenPath) return clientChallenge('Shomei EMR API', authorization, 'Basic')
  return clientChallenge('Shomei authority', authorization, 'Bearer')
}
