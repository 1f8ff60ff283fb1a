import type { Database, Transaction } from '@/lib/db/database'
import type { Statement } from '@/lib/db/sql'
import { asUnavailable } from '@/lib/db/unavailable'
import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'
import type { LiveAccessToken } from './access-token'

export type NewAccessToken = {
  id: string
  tokenHash: Uint8Array<ArrayBuffer>
  holderId: string
  facilityClientId: string
  evidenceId: string
  /** The phone that ends this token when it is removed; `null` where none took part. */
  phoneId: string | null
  method: SignInMethod
  scope: string
  certificateThumbprint: string | null
  terminalName: string
  place: string
  provedAt: Date
  lifeSeconds: number
}

/**
 * Stores a token on its evidence: one token per evidence, of that holder and method, with holder and client still live. Its life counts
 * from the proof, so issuing late lengthens nothing. `null` otherwise.
 */
export async function insertIfLive(
  tx: Transaction,
  token: NewAccessToken,
): Promise<{ issuedAt: Date; expiresAt: Date; secondsLeft: number } | null> {
  const rows = await tx.sql<{ issuedAt: Date; expiresAt: Date; secondsLeft: number }[]>`
    INSERT INTO authority.access_token AS token (id, token_hash, holder_id, facility_client_id, phone_id, evidence_id, method, scope,
      certificate_thumbprint, terminal_name, place, issued_at, expires_at)
    SELECT ${token.id}, ${token.tokenHash}, holder.id, client.id, ${token.phoneId}, proof.id, proof.method, ${token.scope},
      ${token.certificateThumbprint}, ${token.terminalName}, ${token.place}, ${token.provedAt}::timestamptz,
      ${token.provedAt}::timestamptz + make_interval(secs => ${token.lifeSeconds}::int)
    FROM authority.sign_in_evidence AS proof
    JOIN authority.holder AS holder ON holder.id = proof.holder_id AND holder.disabled_at IS NULL
    JOIN authority.facility_client AS client ON client.id = ${token.facilityClientId} AND client.disabled_at IS NULL
    WHERE proof.id = ${token.evidenceId} AND proof.holder_id = ${token.holderId}
      AND proof.method = ${token.method}::authority.authentication_method
    ON CONFLICT (evidence_id) DO NOTHING
    RETURNING token.issued_at, token.expires_at,
      greatest(0, floor(extract(epoch FROM token.expires_at - clock_timestamp())))::int AS seconds_left`
  return rows[0] ?? null
}

/** One holder's tokens, those that a phone obtained, one token of a holder, or the one with that hash of a facility client. */
export type TokensToRevoke =
  | { holderId: string }
  | { phoneId: string }
  | { holderId: string; tokenId: string }
  | { tokenHash: Uint8Array<ArrayBuffer>; facilityClientId: string }

/** Revokes the live ones of these tokens; returns their ids. Ended ones, and those of another owner, stay as they are (AT-29). */
export async function revokeLive(tx: Transaction, which: TokensToRevoke, reason: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    UPDATE authority.access_token SET revoked_at = clock_timestamp(), revoked_reason = ${reason}
    WHERE ${isOneOf(tx, which)} AND revoked_at IS NULL AND expires_at > clock_timestamp() RETURNING id`
  return rows.map((row) => row.id)
}

function isOneOf({ sql }: Transaction, which: TokensToRevoke): Statement {
  if ('phoneId' in which) return sql`phone_id = ${which.phoneId}`
  if ('tokenId' in which) return sql`id = ${which.tokenId} AND holder_id = ${which.holderId}`
  if ('holderId' in which) return sql`holder_id = ${which.holderId}`
  return sql`token_hash = ${which.tokenHash} AND facility_client_id = ${which.facilityClientId}`
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
