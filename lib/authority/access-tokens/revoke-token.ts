import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import type { AuthorityContext } from '../authority-context'
import type { AuthenticatedClient } from '../facility-clients/authenticate-client'
import { endTokens } from './end-tokens'

/**
 * RFC 7009: ends a token of the calling client. A token that is unknown, ended or another client's is no error and no change
 * (§2.2), so that nothing can be learnt by trying.
 */
export async function revokeToken(
  { db, keyring }: Pick<AuthorityContext, 'db' | 'keyring'>,
  client: Pick<AuthenticatedClient, 'id'>,
  token: string,
  origin: RequestOrigin,
): Promise<void> {
  const which = { tokenHash: hashToken(token), facilityClientId: client.id }
  await db.transaction((tx) => endTokens(tx, keyring, which, { reason: 'client_request', actor: client.id, origin }))
}
