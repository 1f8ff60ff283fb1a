import { hashToken } from '@/lib/keystore/token'
import type { IntrospectionAnswer } from '@/lib/wire/oauth'
import type { AuthorityContext } from '../authority-context'
import type { AuthenticatedClient } from '../facility-clients/authenticate-client'
import { amrOfMethod } from './access-token'
import { findLiveByHash } from './access-token.store'

/**
 * RFC 7662: whether a token of the asking client would be accepted now. Token, phone, holder and client are judged by one read
 * with the database's clock (AT-15); another client's token looks like none (AT-10).
 */
export async function introspectToken(
  context: Pick<AuthorityContext, 'db' | 'settings'>,
  client: AuthenticatedClient,
  token: string,
): Promise<IntrospectionAnswer> {
  const found = await findLiveByHash(context.db, { tokenHash: hashToken(token), facilityClientId: client.id })
  if (found === null) return { active: false }
  return {
    active: true,
    iss: context.settings.authorityUrl,
    client_id: client.clientId,
    token_type: 'Bearer',
    scope: found.scope,
    sub: found.subject,
    iat: found.issuedAt,
    exp: found.expiresAt,
    method: found.method,
    amr: amrOfMethod[found.method],
    ...(found.certificateThumbprint === null ? {} : { cnf: { 'x5t#S256': found.certificateThumbprint } }),
  }
}
