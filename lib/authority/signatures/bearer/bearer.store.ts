import type { Database } from '@/lib/db/database'
import type { Bearer } from './bearer'

export type FoundBearer = Bearer & {
  /** Neither expired nor revoked, and phone, holder and facility client are live as well. */
  isLive: boolean
  /** The database's clock. */
  now: Date
}

/** The token with the verdict of every level at the moment of the statement; `null` when there is no such token (AT-15). */
export async function findBearer(
  db: Pick<Database, 'sql'>,
  key: { tokenHash: Uint8Array } | { accessTokenId: string },
): Promise<FoundBearer | null> {
  const which =
    'tokenHash' in key ? db.sql`token.token_hash = ${key.tokenHash}` : db.sql`token.id = ${key.accessTokenId}`
  const [found] = await db.sql<FoundBearer[]>`
    SELECT token.id AS "accessTokenId", token.holder_id AS "holderId", token.facility_client_id AS "facilityClientId",
      token.certificate_thumbprint AS "certificateThumbprint", token.expires_at AS "expiresAt",
      clock_timestamp()::timestamptz(3) AS now,
      token.revoked_at IS NULL AND token.expires_at > clock_timestamp() AND holder.disabled_at IS NULL
        AND client.disabled_at IS NULL AND phone.revoked_at IS NULL AND phone.disabled_at IS NULL AS "isLive"
    FROM authority.access_token AS token
    JOIN authority.facility_client AS client ON client.id = token.facility_client_id
    JOIN authority.holder AS holder ON holder.id = token.holder_id
    LEFT JOIN authority.phone AS phone ON phone.id = token.phone_id
    WHERE ${which} AND token.scope = 'sign'`
  return found ?? null
}
