import { createRoute } from '@hono/zod-openapi'
import { introspectToken } from '@/lib/authority/access-tokens/introspect-token'
import { revokeToken } from '@/lib/authority/access-tokens/revoke-token'
import { introspectionAnswer, tokenReference } from '@/lib/wire/oauth'
import { jsonAnswer } from '../answers'
import { clientInBody } from '../callers/declare-caller'
import { oauthErrorResponse } from '../oauth/oauth-declarations'
import { respondWithOAuthError } from '../oauth/oauth-error'
import { formBody, readOAuthForm } from '../oauth/oauth-form'
import { newRouter, type Router } from '../router'
import { requireClient } from './require-client'

const introspect = createRoute({
  ...clientInBody,
  method: 'post',
  path: '/oauth2/introspect',
  summary: 'Whether a token of this client would be accepted now (RFC 7662)',
  request: { body: formBody(tokenReference) },
  responses: {
    200: jsonAnswer('The token, or only `active: false`', introspectionAnswer),
    default: oauthErrorResponse,
  },
})

const revoke = createRoute({
  ...clientInBody,
  method: 'post',
  path: '/oauth2/revoke',
  summary: 'Ends a token of this client (RFC 7009)',
  request: { body: formBody(tokenReference) },
  responses: { 200: { description: 'Not usable any more' }, default: oauthErrorResponse },
})

/** What a client may ask about its tokens and do to them (docs/protocols.md §1). */
export function introspectionRoutes(): Router {
  const router = newRouter()
  router.onError(respondWithOAuthError)
  router.openAPIRegistry.registerPath(introspect)
  router.openAPIRegistry.registerPath(revoke)
  router.post(introspect.path, async (c) => {
    const form = await readOAuthForm(c, tokenReference)
    const client = await requireClient(c, form)
    return c.json(await introspectToken(c.var.authority, client, form.token), 200)
  })
  router.post(revoke.path, async (c) => {
    const form = await readOAuthForm(c, tokenReference)
    const client = await requireClient(c, form)
    await revokeToken(c.var.authority, client, form.token, c.var.origin)
    return c.body(null, 200)
  })
  return router
}
