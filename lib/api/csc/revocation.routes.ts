import { createRoute } from '@hono/zod-openapi'
import { revokeToken } from '@/lib/authority/access-tokens/revoke-token'
import { revokeRequest } from '@/lib/wire/csc/csc-shared'
import { jsonBody } from '../answers'
import { newRouter, type Router } from '../router'
import { accessTokenBearer, cscErrorResponse } from './csc-declarations'
import { CscRefusal } from './csc-refusal'
import type { CscVersion } from './csc-version'
import { readCscRequest } from './read-csc-request'
import { respondWithCscError } from './respond-with-csc-error'

/** `auth/revoke`: ends the bearer's own access token. A facility ends any of its tokens by POST /oauth2/revoke. */
export function revocationRoutes(version: CscVersion): Router {
  const router = newRouter()
  router.onError(respondWithCscError)
  const revoke = createRoute({
    method: 'post',
    path: `/csc/v${version}/auth/revoke`,
    summary: 'Ends the access token that the request is made with',
    security: accessTokenBearer,
    request: { body: jsonBody(revokeRequest) },
    responses: { 204: { description: 'Not usable any more' }, default: cscErrorResponse },
  })
  router.openAPIRegistry.registerPath(revoke)
  router.post(revoke.path, async (c) => {
    const { bearer, accessToken, body } = await readCscRequest(c, version)
    const { token, token_type_hint: hint } = body
    if (typeof token !== 'string') throw new CscRefusal('Missing (or invalid type) string parameter token')
    if (hint !== undefined && hint !== 'access_token') throw new CscRefusal('Invalid string parameter token_type_hint')
    if (token !== accessToken) throw new CscRefusal('Invalid string parameter token')
    await revokeToken(c.var.authority, { id: bearer.facilityClientId }, token, c.var.origin)
    return c.body(null, 204)
  })
  return router
}
