import type { Database, Transaction } from '@/lib/db/database'
import { asUnavailable } from '@/lib/db/unavailable'
import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'
import type { LiveAccessToken } from './access-token'

/** Ends every token that a phone obtained; returns their ids. Ended ones stay as they are. */
export async function revokeTokensOfPhone(tx: Transaction, phoneId: string, reason: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    UPDATE authority.access_token SET revoked_at = clock_timestamp(), revoked_reason = ${reason}
    WHERE phone_id = ${phoneId} AND revoked_at IS NULL AND expires_at > clock_timestamp() RETURNING id`
  return rows.map((row) => row.id)
}

/** Ends every token of a holder at every facility; returns their ids. */
export async function revokeTokensOfHolder(tx: Transaction, holderId: string, reason: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    UPDATE authority.access_token SET revoked_at = clock_timestamp(), revoked_reason = ${reason}
    WHERE holder_id = ${holderId} AND revoked_at IS NULL AND expires_at > clock_timestamp() RETURNING id`
  return rows.map((row) => row.id)
}

/** The tokens of a holder that would still be accepted, newest first: token, phone, holder and facility client are all live. */
export async function listLiveTokensOfHolder(db: Pick<Database, 'sql'>, holderId: string): Promise<LiveAccessToken[]> {
  return await db.sql<LiveAccessToken[]>`
    SELECT token.id, client.name AS facility_name, token.terminal_name, token.place, token.method,
      token.issued_at, token.expires_at,
      floor(extract(epoch FROM token.expires_at - clock_timestamp()))::int AS seconds_left
    FROM authority.access_token AS token
    JOIN authority.facility_client AS client ON client.id = token.facility_client_id AND client.disabled_at IS NULL
    JOIN authority.holder AS holder ON holder.id = token.holder_id AND holder.disabled_at IS NULL
    LEFT JOIN authority.phone AS phone ON phone.id = token.phone_id
    WHERE token.holder_id = ${holderId} AND token.revoked_at IS NULL AND token.expires_at > clock_timestamp()
      AND (token.phone_id IS NULL OR (phone.revoked_at IS NULL AND phone.disabled_at IS NULL))
    ORDER BY token.issued_at DESC
  `.catch((error: unknown) => {
    throw asUnavailable(error)
  })
}

export type LiveToken = {
  scope: string
  subject: string
  method: SignInMethod
  certificateThumbprint: string | null
  /** Seconds since 1970. */
  issuedAt: number
  expiresAt: number
}

/** The token if that client may use it now: one read judges token, phone, holder and client by the database's clock (AT-15). */
export async function findLiveByHash(
  db: Pick<Database, 'sql'>,
  key: { tokenHash: Uint8Array; facilityClientId: string },
): Promise<LiveToken | null> {
  const rows = await db.sql<LiveToken[]>`
    SELECT token.scope, holder.subject, token.method, token.certificate_thumbprint,
      floor(extract(epoch FROM token.issued_at))::float8 AS issued_at,
      floor(extract(epoch FROM token.expires_at))::float8 AS expires_at
    FROM authority.access_token AS token
    JOIN authority.facility_client AS client ON client.id = token.facility_client_id AND client.disabled_at IS NULL
    JOIN authority.holder AS holder ON holder.id = token.holder_id AND holder.disabled_at IS NULL
    LEFT JOIN authority.phone AS phone ON phone.id = token.phone_id
    WHERE token.token_hash = ${key.tokenHash} AND token.facility_client_id = ${key.facilityClientId}
      AND token.revoked_at IS NULL AND token.expires_at > clock_timestamp()
      AND (token.phone_id IS NULL OR (phone.revoked_at IS NULL AND phone.disabled_at IS NULL))
  `.catch((error: unknown) => {
    throw asUnavailable(error)
  })
  return rows[0] ?? null
}

/** Ends a live token of that client; its id, or `null` when there is none to end. */
export async function revokeIfLive(
  tx: Transaction,
  input: { tokenHash: Uint8Array<ArrayBuffer>; facilityClientId: string; reason: string },
): Promise<string | null> {
  const rows = await tx.sql<{ id: string }[]>`
    UPDATE authority.access_token SET revoked_at = clock_timestamp(), revoked_reason = ${input.reason}
    WHERE token_hash = ${input.tokenHash} AND facility_client_id = ${input.facilityClientId}
      AND revoked_at IS NULL AND expires_at > clock_timestamp() RETURNING id`
  return rows[0]?.id ?? null
}
