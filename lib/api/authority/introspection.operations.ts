import { operation } from '@/lib/api/operations/operation'
import { introspectToken } from '@/lib/authority/access-tokens/introspect-token'
import { revokeToken } from '@/lib/authority/access-tokens/revoke-token'
import { introspectionAnswer, tokenReference } from '@/lib/wire/oauth'
import { jsonAnswer } from '../answers'
import { oauthErrorResponse } from '../oauth/oauth-declarations'
import { formBody } from '../oauth/oauth-form'

const introspect = operation(
  {
    caller: 'facility_client',
    method: 'post',
    path: '/oauth2/introspect',
    operationId: 'introspectToken',
    summary: 'Whether a token of this client would be accepted now (RFC 7662)',
    errors: [],
    request: { body: formBody(tokenReference) },
    responses: {
      200: jsonAnswer('The token, or only `active: false`', introspectionAnswer),
      default: oauthErrorResponse,
    },
  },
  async (c, client) => {
    const form = c.req.valid('form')
    return c.json(await introspectToken(c.var.authority, client, form.token), 200)
  },
)

const revoke = operation(
  {
    caller: 'facility_client',
    method: 'post',
    path: '/oauth2/revoke',
    operationId: 'revokeToken',
    summary: 'Ends a token of this client (RFC 7009)',
    errors: [],
    request: { body: formBody(tokenReference) },
    responses: { 200: { description: 'Not usable any more' }, default: oauthErrorResponse },
  },
  async (c, client) => {
    const form = c.req.valid('form')
    await revokeToken(c.var.authority, client, form.token, c.var.origin)
    return c.body(null, 200)
  },
)

/** What a client may ask about its tokens and do to them (docs/protocols.md §1). */
export const introspectionOperations = [introspect, revoke]
