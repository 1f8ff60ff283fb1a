import type { Database, Transaction } from '@/lib/db/database'
import type { LiveAccessToken } from './access-token'

/** Ends every token that a phone obtained; returns their ids. Ended ones stay as they are. */
export async function revokeTokensOfPhone(tx: Transaction, phoneId: string, reason: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE authority.access_token SET revoked_at = clock_timestamp(), revoked_reason = ${reason}
    WHERE phone_id = ${phoneId} AND revoked_at IS NULL AND expires_at > clock_timestamp() RETURNING id`
  return rows.map((row) => row.id)
}

/** Ends every token of a holder at every facility; returns their ids. */
export async function revokeTokensOfHolder(tx: Transaction, holderId: string, reason: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE authority.access_token SET revoked_at = clock_timestamp(), revoked_reason = ${reason}
    WHERE holder_id = ${holderId} AND revoked_at IS NULL AND expires_at > clock_timestamp() RETURNING id`
  return rows.map((row) => row.id)
}

/** The tokens of a holder that would still be accepted, newest first: token, phone and facility client are all live. */
export async function listLiveTokensOfHolder(db: Pick<Database, 'sql'>, holderId: string): Promise<LiveAccessToken[]> {
  return await db.sql<LiveAccessToken[]>`
    SELECT token.id, client.name AS "facilityName", token.terminal_name AS "terminalName", token.place, token.method,
      token.issued_at AS "issuedAt", token.expires_at AS "expiresAt",
      floor(extract(epoch FROM token.expires_at - clock_timestamp()))::int AS "secondsLeft"
    FROM authority.access_token AS token
    JOIN authority.facility_client AS client ON client.id = token.facility_client_id AND client.disabled_at IS NULL
    LEFT JOIN authority.phone AS phone ON phone.id = token.phone_id
    WHERE token.holder_id = ${holderId} AND token.revoked_at IS NULL AND token.expires_at > clock_timestamp()
      AND (token.phone_id IS NULL OR (phone.revoked_at IS NULL AND phone.disabled_at IS NULL))
    ORDER BY token.issued_at DESC`
}
