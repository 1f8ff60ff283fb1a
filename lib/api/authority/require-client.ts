import type { Context } from 'hono'
import { type AuthenticatedClient, authenticateClient } from '@/lib/authority/facility-clients/authenticate-client'
import type { AppError } from '@/lib/kernel/app-error'
import { requestError } from '@/lib/kernel/request.errors'
import type { ClientAuthentication } from '@/lib/wire/oauth'
import { readClientCredential } from '../oauth/client-credential'
import type { ApiEnvironment } from '../router'

/**
 * The client of a form request, by `client_assertion` (RFC 7523 §2.2) and nothing else.
 * @throws AppError `request.unauthorized`; `request.malformed` for two authentications in one request
 */
export function requireClient(c: Context<ApiEnvironment>, form: ClientAuthentication): Promise<AuthenticatedClient> {
  const credential = readClientCredential(form, c.req.header('authorization'))
  if (credential.by !== 'assertion') throw unauthorized('a secret')
  return authenticate(c, credential.assertion, credential.clientId)
}

/**
 * The client of a request without a form: the same assertion, with this very URL as audience, as `Authorization: Bearer`.
 * @throws AppError `request.unauthorized`
 */
export function requireBearerClient(c: Context<ApiEnvironment>): Promise<AuthenticatedClient> {
  const assertion = /^Bearer +([\w.-]+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (assertion === undefined) throw unauthorized('no bearer assertion')
  return authenticate(c, assertion, null)
}

function authenticate(
  c: Context<ApiEnvironment>,
  unverifiedAssertion: string,
  unverifiedClientId: string | null,
): Promise<AuthenticatedClient> {
  const { authority, origin } = c.var
  const endpoint = `${authority.settings.authorityUrl}${c.req.path}`
  const presented = { unverifiedAssertion, unverifiedClientId, certificateThumbprint: null, endpoint }
  return authenticateClient(authority, presented, origin)
}

function unauthorized(detail: string): AppError {
  return requestError('request.unauthorized', { detail })
}
