import { revokeToken } from '@/lib/authority/access-tokens/revoke-token'
import { revokeRequest } from '@/lib/wire/csc/csc-shared'
import { jsonBody } from '../answers'
import { type Operation, operation } from '../operations/operation'
import { cscErrorResponse } from './csc-declarations'
import { CscRefusal } from './csc-refusal'
import type { CscVersion } from './csc-version'
import { readCscArguments } from './read-csc-body'

/** `auth/revoke`: ends the bearer's own access token. A facility ends any of its tokens by POST /oauth2/revoke. */
export function revocationOperations(version: CscVersion): readonly Operation[] {
  const revoke = operation(
    {
      caller: 'access_token',
      isBodyUnchecked: true,
      method: 'post',
      path: `/csc/v${version}/auth/revoke`,
      operationId: `revokeCscV${version}Token`,
      summary: 'Ends the access token that the request is made with',
      errors: [],
      request: { body: jsonBody(revokeRequest) },
      responses: { 204: { description: 'Not usable any more' }, default: cscErrorResponse },
    },
    async (c, { facilityClientId, accessToken }) => {
      const { token, token_type_hint: hint } = await readCscArguments(c)
      if (typeof token !== 'string') throw new CscRefusal('Missing (or invalid type) string parameter token')
      if (hint !== undefined && hint !== 'access_token')
        throw new CscRefusal('Invalid string parameter token_type_hint')
      if (token !== accessToken) throw new CscRefusal('Invalid string parameter token')
      await revokeToken(c.var.authority, { id: facilityClientId }, token, c.var.origin)
      return c.body(null, 204)
    },
  )
  return [revoke]
}
