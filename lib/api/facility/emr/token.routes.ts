import { createRoute } from '@hono/zod-openapi'
import { jsonAnswer } from '@/lib/api/answers'
import { anonymous } from '@/lib/api/callers/declare-caller'
import { readClientCredential } from '@/lib/api/oauth/client-credential'
import { oauthErrorAnswer, respondWithOAuthError } from '@/lib/api/oauth/oauth-error'
import { formBody, readOAuthForm } from '@/lib/api/oauth/oauth-form'
import { newRouter, type Router } from '@/lib/api/router'
import { issueEmrAccessToken } from '@/lib/facility/emr-clients/issue-emr-access-token'
import { emrTokenAnswer, emrTokenRequest } from '@/lib/wire/emr'
import { oauthError } from '@/lib/wire/oauth'

const path = '/api/emr/v1/token'
const route = createRoute({
  ...anonymous(3, 'address'),
  method: 'post',
  path,
  summary: 'Client credentials grant (RFC 6749 §4.4): a bearer of 15 minutes',
  request: { body: formBody(emrTokenRequest) },
  responses: { 200: jsonAnswer('Bearer', emrTokenAnswer), default: jsonAnswer('RFC 6749 §5.2', oauthError) },
})

/** The token endpoint of the EMR API; its refusals have the form that OAuth prescribes. */
export function emrTokenRoutes(): Router {
  const router = newRouter()
  router.onError(respondWithOAuthError)
  router.openAPIRegistry.registerPath(route)
  router.post(path, async (c) => {
    const form = await readOAuthForm(c, emrTokenRequest)
    const claim = readClientCredential(form, c.req.header('authorization'))
    if (form.grant_type !== 'client_credentials') return oauthErrorAnswer(c, 'unsupported_grant_type', 400)
    const { accessToken, expiresInSeconds } = await issueEmrAccessToken(c.var.facility, claim, c.var.origin)
    const answer = { access_token: accessToken, token_type: 'Bearer', expires_in: expiresInSeconds }
    return c.json(answer, 200, { pragma: 'no-cache' })
  })
  return router
}
