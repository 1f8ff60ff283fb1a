import { issueEmrAccessToken } from '@/lib/facility/emr-clients/issue-emr-access-token'
import { emrTokenAnswer, emrTokenRequest } from '@/lib/wire/emr'
import { oauthError } from '@/lib/wire/oauth'
import { jsonAnswer } from '../../answers'
import { readClientCredential } from '../../oauth/client-credential'
import { oauthErrorAnswer } from '../../oauth/oauth-error'
import { formBody } from '../../oauth/oauth-form'
import { operation } from '../../operations/operation'

const token = operation(
  {
    caller: 'nobody',
    cost: { ms: 3, share: 'address' },
    method: 'post',
    path: '/api/emr/v1/token',
    operationId: 'issueEmrToken',
    summary: 'Client credentials grant (RFC 6749 §4.4): a bearer of 15 minutes',
    errors: ['400 unsupported_grant_type'],
    request: { body: formBody(emrTokenRequest) },
    responses: { 200: jsonAnswer('Bearer', emrTokenAnswer), default: jsonAnswer('RFC 6749 §5.2', oauthError) },
  },
  async (c) => {
    const form = c.req.valid('form')
    const claim = readClientCredential(form, c.req.header('authorization'))
    if (form.grant_type !== 'client_credentials') return oauthErrorAnswer(c, 'unsupported_grant_type', 400)
    const { accessToken, expiresInSeconds } = await issueEmrAccessToken(c.var.facility, claim, c.var.origin)
    const answer = { access_token: accessToken, token_type: 'Bearer', expires_in: expiresInSeconds }
    return c.json(answer, 200, { pragma: 'no-cache' })
  },
)

/** The token endpoint of the EMR API: the client's credential is in the form, and its refusals have the form that OAuth prescribes. */
export const emrTokenOperations = [token]
