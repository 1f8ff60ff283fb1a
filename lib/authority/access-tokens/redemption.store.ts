import type { Database, Transaction } from '@/lib/db/database'
import { asUnavailable } from '@/lib/db/unavailable'
import type { DeviceAuthorizationState } from '@/lib/vocabulary/states/device-authorization-state'

export type RedeemedSession = {
  deviceAuthorizationId: string
  holderId: string
  subject: string
  phoneId: string
  evidenceId: string
  approvedAt: Date
  terminalName: string
  place: string
}

/**
 * Redeems an approved device code of that client (Q11): once, before its end, with its evidence kept, and holder, phone and client still
 * live. `null` otherwise.
 */
export async function redeemIfApproved(
  tx: Transaction,
  code: { deviceCodeHash: Uint8Array<ArrayBuffer>; facilityClientId: string },
): Promise<RedeemedSession | null> {
  const rows = await tx.sql<RedeemedSession[]>`
    UPDATE authority.device_authorization AS session SET state = 'redeemed', redeemed_at = clock_timestamp()
    FROM authority.holder AS holder, authority.phone AS phone, authority.facility_client AS client,
      authority.webauthn_evidence AS proof
    WHERE device_code_hash = ${code.deviceCodeHash} AND session.facility_client_id = ${code.facilityClientId}
      AND session.state = 'approved' AND session.expires_at > clock_timestamp()
      AND holder.id = session.holder_id AND holder.disabled_at IS NULL
      AND phone.id = session.phone_id AND phone.revoked_at IS NULL AND phone.disabled_at IS NULL
      AND client.id = session.facility_client_id AND client.disabled_at IS NULL
      AND proof.device_authorization_id = session.id
    RETURNING session.id AS device_authorization_id, session.holder_id, session.phone_id, session.approved_at,
      session.terminal_name, session.place, holder.subject, proof.evidence_id`
  return rows[0] ?? null
}

export type Poll = {
  id: string
  state: DeviceAuthorizationState
  isExpiryUnwritten: boolean
  /** The poll before this one was less than the interval ago (RFC 8628 §3.5). */
  isTooSoon: boolean
}

/** Records a poll and returns the effective state; `null` for another client's code as for none (AT-10). */
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
