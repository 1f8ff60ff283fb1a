import type { Context } from 'hono'
import { logger } from '@/lib/log/logger'
import { toFailure, toProblem } from '../problem/problem'
import { bearerChallenge } from './oauth/challenge'
import { sideOfPath } from './role-gate'
import type { ApiEnvironment } from './router'

/** Turns whatever was thrown into a problem document and one log line; the only place that does. */
export function respondToFailure(thrown: unknown, c: Context<ApiEnvironment>): Response {
  const failure = toFailure(thrown)
  const { requestId } = c.var.origin
  logger()[failure.entry.log](
    {
      requestId,
      code: failure.code,
      method: c.req.method,
      path: c.req.path,
      detail: failure.error.detail,
      cause: describeCause(failure.error.cause),
    },
    'request failed',
  )
  const problem = toProblem(failure, { locale: c.var.locale, requestId, ownUrl: ownUrl(c) })
  const headers = new Headers({ 'content-type': 'application/problem+json', 'content-language': c.var.locale })
  if (problem.retry_after !== undefined) headers.set('retry-after', String(problem.retry_after))
  if (problem.status === 401) headers.set('www-authenticate', challengeOf(c))
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}

function challengeOf(c: Context<ApiEnvironment>): string {
  const { path } = c.req
  const isEmr = path.startsWith('/api/emr/') || path.startsWith('/compat/')
  const realm = isEmr ? 'Shomei EMR API' : sideOfPath(path) === 'authority' ? 'Shomei authority' : 'Shomei facility'
  return bearerChallenge(realm, c.req.header('authorization'))
}

/** The address of the side that answers; for what both serve, of the one that runs here. */
function ownUrl(c: Context<ApiEnvironment>): string {
  const { role, authorityUrl, facilityUrl } = c.var.authority.settings
  const side = sideOfPath(c.req.path) ?? (role === 'facility' ? 'facility' : 'authority')
  return side === 'facility' ? facilityUrl : authorityUrl
}

/** Name and message only: a driver's error may carry the statement's values. */
export function describeCause(cause: unknown): string | undefined {
  if (cause instanceof Error) return `${cause.name}: ${cause.message.split('\n').at(-1)?.slice(0, 300)}`
  return cause === undefined ? undefined : typeof cause
}
