import type { Database, Transaction } from '@/lib/db/database'
import { asUnavailable } from '@/lib/db/unavailable'
import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'
import type { DeviceAuthorizationState } from '@/lib/vocabulary/states/device-authorization-state'

export type NewAccessToken = {
  id: string
  tokenHash: Uint8Array<ArrayBuffer>
  deviceCodeHash: Uint8Array<ArrayBuffer>
  facilityClientId: string
  certificateThumbprint: string | null
  method: SignInMethod
  scope: string
  lifeSeconds: number
}

export type IssuedToken = {
  deviceAuthorizationId: string
  holderId: string
  subject: string
  issuedAt: Date
  expiresAt: Date
  secondsLeft: number
}

/**
 * Redeems an approved device code of that client and stores its token, in one statement (Q11): once, before its end, with holder
 * and phone still live. The token's life counts from the approval, so redeeming late lengthens nothing. `null` otherwise.
 */
export async function redeemIfApproved(tx: Transaction, token: NewAccessToken): Promise<IssuedToken | null> {
  const rows = await tx.sql<IssuedToken[]>`
    WITH redeemed AS (
      UPDATE authority.device_authorization AS session SET state = 'redeemed', redeemed_at = clock_timestamp()
      FROM authority.holder AS holder, authority.phone AS phone, authority.facility_client AS client
      WHERE device_code_hash = ${token.deviceCodeHash} AND session.facility_client_id = ${token.facilityClientId}
        AND session.state = 'approved' AND session.expires_at > clock_timestamp()
        AND holder.id = session.holder_id AND holder.disabled_at IS NULL
        AND phone.id = session.phone_id AND phone.revoked_at IS NULL AND phone.disabled_at IS NULL
        AND client.id = session.facility_client_id AND client.disabled_at IS NULL
      RETURNING session.id, session.holder_id, session.facility_client_id, session.phone_id, session.approved_at,
        session.terminal_name, session.place, holder.subject
    ), issued AS (
      INSERT INTO authority.access_token (id, token_hash, holder_id, facility_client_id, phone_id, device_authorization_id,
        method, scope, certificate_thumbprint, terminal_name, place, issued_at, expires_at)
      SELECT ${token.id}, ${token.tokenHash}, holder_id, facility_client_id, phone_id, id,
        ${token.method}::authority.authentication_method, ${token.scope}, ${token.certificateThumbprint}, terminal_name, place,
        approved_at, approved_at + make_interval(secs => ${token.lifeSeconds}::int)
      FROM redeemed
    )
    SELECT id AS device_authorization_id, holder_id, subject, approved_at AS issued_at,
      approved_at + make_interval(secs => ${token.lifeSeconds}::int) AS expires_at,
      greatest(0, floor(extract(epoch FROM approved_at - clock_timestamp()) + ${token.lifeSeconds}::int))::int AS seconds_left
    FROM redeemed`
  return rows[0] ?? null
}

export type Poll = {
  id: string
  state: DeviceAuthorizationState
  isExpiryUnwritten: boolean
  /** The poll before this one was less than the interval ago (RFC 8628 §3.5). */
  isTooSoon: boolean
}

/** Notes a poll and tells the effective state; `null` for another client's code as for none (AT-10). */
export async function notePoll(
  db: Pick<Database, 'sql'>,
  input: { deviceCodeHash: Uint8Array; facilityClientId: string; intervalSeconds: number },
): Promise<Poll | null> {
  const rows = await db.sql<Poll[]>`
    WITH polled AS (
      SELECT id, state, last_polled_at,
        state IN ('started', 'shown', 'claimed', 'approved') AND expires_at <= clock_timestamp() AS is_over
      FROM authority.device_authorization
      WHERE device_code_hash = ${input.deviceCodeHash} AND facility_client_id = ${input.facilityClientId} FOR UPDATE
    )
    UPDATE authority.device_authorization AS session SET last_polled_at = clock_timestamp()
    FROM polled WHERE session.id = polled.id
    RETURNING polled.id, CASE WHEN is_over THEN 'expired' ELSE polled.state::text END AS state, is_over AS is_expiry_unwritten,
      coalesce(polled.last_polled_at > clock_timestamp() - make_interval(secs => ${input.intervalSeconds}::int), false) AS is_too_soon
  `.catch((error: unknown) => {
    throw asUnavailable(error)
  })
  return rows[0] ?? null
}
