import { operation } from '@/lib/api/operations/operation'
import { redeemDeviceCode } from '@/lib/authority/access-tokens/redeem-device-code'
import { requestError } from '@/lib/kernel/request.errors'
import { deviceCodeGrant, tokenAnswer, tokenRequest } from '@/lib/wire/oauth'
import { jsonAnswer } from '../answers'
import { oauthErrorResponse } from '../oauth/oauth-declarations'
import { oauthErrorAnswer } from '../oauth/oauth-error'
import { formBody } from '../oauth/oauth-form'

const token = operation(
  {
    caller: 'facility_client',
    method: 'post',
    path: '/oauth2/token',
    operationId: 'redeemDeviceCode',
    summary: 'Exchanges an approved device code for the daily token (RFC 8628 §3.4)',
    errors: [
      '400 unsupported_grant_type',
      '400 invalid_grant',
      '400 authorization_pending',
      '400 slow_down',
      '400 access_denied',
      '400 expired_token',
    ],
    request: { body: formBody(tokenRequest) },
    responses: { 200: jsonAnswer('Issued', tokenAnswer), default: oauthErrorResponse },
  },
  async (c, client) => {
    const form = c.req.valid('form')
    if (form.grant_type !== deviceCodeGrant) return oauthErrorAnswer(c, 'unsupported_grant_type', 400)
    if (form.device_code === undefined) {
      throw requestError('request.malformed', { invalidParams: [{ name: 'device_code', reason: 'missing' }] })
    }
    const redemption = await redeemDeviceCode(c.var.authority, client, form.device_code, c.var.origin)
    if (redemption.outcome !== 'issued') return oauthErrorAnswer(c, redemption.outcome, 400)
    return c.json(redemption.token, 200, { pragma: 'no-cache' })
  },
)

/** Token endpoint (docs/protocols.md §1). */
export const oauthTokenOperations = [token]
