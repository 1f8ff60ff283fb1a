import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { issueEmrAccessToken } from '@/lib/facility/emr-clients/issue-emr-access-token'
import { toFailure } from '@/lib/http/problem/problem'
import { emrTokenAnswer, emrTokenRequest } from '@/lib/http/wire/emr'
import { oauthError } from '@/lib/http/wire/oauth'
import { AppError } from '@/lib/kernel/app-error'
import { logger } from '@/lib/log/logger'
import { jsonAnswer } from '../../answers'
import { formBody, readOAuthForm } from '../../authority/oauth-form'
import { type ApiEnvironment, newRouter, type Router } from '../../router'
import { readClientClaim } from './emr-client-claim'

const path = '/api/emr/v1/token'
const route = createRoute({
  method: 'post',
  path,
  summary: 'Client credentials grant (RFC 6749 §4.4): a bearer of 15 minutes',
  request: { body: formBody(emrTokenRequest) },
  responses: { 200: jsonAnswer('Bearer', emrTokenAnswer), default: jsonAnswer('RFC 6749 §5.2', oauthError) },
})

/** The token endpoint of the EMR API; its refusals have the form that OAuth prescribes. */
export function emrTokenRoutes(): Router {
  const router = newRouter()
  router.onError((error, c) => refuse(c, error))
  router.openAPIRegistry.registerPath(route)
  router.post(path, async (c) => {
    const form = await readOAuthForm(c, emrTokenRequest)
    const claim = readClientClaim(form, c.req.header('authorization'))
    if (claim === null) throw new AppError('request.malformed', { detail: 'no single client authentication' })
    if (form.grant_type !== 'client_credentials') return c.json({ error: 'unsupported_grant_type' }, 400)
    const { accessToken, expiresInSeconds } = await issueEmrAccessToken(c.var.facility, claim, c.var.origin)
    const answer = { access_token: accessToken, token_type: 'Bearer', expires_in: expiresInSeconds }
    return c.json(answer, 200, { pragma: 'no-cache' })
  })
  return router
}

function refuse(c: Context<ApiEnvironment>, thrown: unknown): Response {
  const { code, entry, error } = toFailure(thrown)
  const { requestId } = c.var.origin
  logger()[entry.log]({ requestId, code, detail: error.detail, path: c.req.path }, 'request failed')
  if (error.retryAfterSeconds !== undefined) c.header('retry-after', String(error.retryAfterSeconds))
  switch (code) {
    case 'request.malformed':
      return c.json({ error: 'invalid_request' }, 400)
    case 'request.unauthorized':
      if (c.req.header('authorization') !== undefined) c.header('www-authenticate', 'Basic realm="Shomei EMR API"')
      return c.json({ error: 'invalid_client' }, 401)
    case 'request.rate_limited':
      return c.json({ error: 'temporarily_unavailable' }, 429)
    case 'service.unavailable':
      return c.json({ error: 'temporarily_unavailable' }, 503)
    default:
      return c.json({ error: 'server_error' }, 500)
  }
}
