import { createRoute } from '@hono/zod-openapi'
import { redeemDeviceCode } from '@/lib/authority/access-tokens/redeem-device-code'
import { requestError } from '@/lib/kernel/request.errors'
import { deviceCodeGrant, tokenAnswer, tokenRequest } from '@/lib/wire/oauth'
import { jsonAnswer } from '../answers'
import { clientInBody } from '../callers/declare-caller'
import { oauthErrorResponse } from '../oauth/oauth-declarations'
import { oauthErrorAnswer, respondWithOAuthError } from '../oauth/oauth-error'
import { formBody, readOAuthForm } from '../oauth/oauth-form'
import { newRouter, type Router } from '../router'
import { requireClient } from './require-client'

const token = createRoute({
  ...clientInBody,
  method: 'post',
  path: '/oauth2/token',
  summary: 'Exchanges an approved device code for the daily token (RFC 8628 §3.4)',
  request: { body: formBody(tokenRequest) },
  responses: { 200: jsonAnswer('Issued', tokenAnswer), default: oauthErrorResponse },
})

/** Token endpoint (docs/protocols.md §1). */
export function oauthTokenRoutes(): Router {
  const router = newRouter()
  router.onError(respondWithOAuthError)
  router.openAPIRegistry.registerPath(token)
  router.post(token.path, async (c) => {
    const form = await readOAuthForm(c, tokenRequest)
    const client = await requireClient(c, form)
    if (form.grant_type !== deviceCodeGrant) return oauthErrorAnswer(c, 'unsupported_grant_type', 400)
    if (form.device_code === undefined) {
      throw requestError('request.malformed', { invalidParams: [{ name: 'device_code', reason: 'missing' }] })
    }
    const redemption = await redeemDeviceCode(c.var.authority, client, form.device_code, c.var.origin)
    if (redemption.outcome !== 'issued') return oauthErrorAnswer(c, redemption.outcome, 400)
    return c.json(redemption.token, 200, { pragma: 'no-cache' })
  })
  return router
}
