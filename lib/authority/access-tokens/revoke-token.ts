import type { RequestOrigin } from '@/lib/kernel/request-origin'
import { hashToken } from '@/lib/keystore/token'
import type { AuthorityContext } from '../authority-context'
import type { AuthenticatedClient } from '../facility-clients/authenticate-client'
import { recordRevokedTokens } from '../record-revoked-tokens'
import { revokeIfLive } from './access-token.store'

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
  const reason = 'client_request'
  await db.transaction(async (tx) => {
    const id = await revokeIfLive(tx, { tokenHash: hashToken(token), facilityClientId: client.id, reason })
    if (id === null) return
    await recordRevokedTokens(tx, keyring, { tokens: [id], actor: client.id, reason, origin })
  })
}
