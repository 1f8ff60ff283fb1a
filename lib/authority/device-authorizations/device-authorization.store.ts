import type { Database, Transaction } from '@/lib/db/database'
import { asUnavailable } from '@/lib/db/unavailable'
import type { NumberMatching } from '@/lib/vocabulary/number-matching'
import { type DeviceAuthorizationSnapshot, type DeviceAuthorizationStep, statesBefore } from './device-authorization'

export type NewDeviceAuthorization = {
  id: string
  facilityClientId: string
  holderId: string
  deviceCodeHash: Uint8Array<ArrayBuffer>
  userCode: string
  qrToken: string
  sealedQrSecret: Uint8Array<ArrayBuffer>
  facilityName: string
  terminal: string
  terminalName: string
  place: string
  department: string
  staffDisplayName: string
  bindingMessage: string | null
  numberMatching: NumberMatching
  claimSeconds: number
  endSeconds: number
}

/** The holder for whom a sign-in may start; `null` for an unknown or disabled one and for one without a live phone alike. */
export async function findReadyHolder(db: Pick<Database, 'sql'>, subject: string): Promise<{ id: string } | null> {
  const rows = await db.sql<{ id: string }[]>`
    SELECT id FROM authority.holder AS holder
    WHERE subject = ${subject} AND disabled_at IS NULL AND EXISTS (
      SELECT 1 FROM authority.phone WHERE holder_id = holder.id AND revoked_at IS NULL AND disabled_at IS NULL)
  `.catch((error: unknown) => {
    throw asUnavailable(error)
  })
  return rows[0] ?? null
}

/** Inserts a started one if holder and client are still live; `false` otherwise. */
export async function insertIfHolderReady(tx: Transaction, row: NewDeviceAuthorization): Promise<boolean> {
  const { count } = await tx.sql`
    INSERT INTO authority.device_authorization (id, facility_client_id, holder_id, device_code_hash, user_code, qr_token,
      sealed_qr_secret, facility_name, terminal, terminal_name, place, department, staff_display_name, binding_message,
      number_matching, created_at, expires_at, ends_at)
    SELECT ${row.id}, client.id, holder.id, ${row.deviceCodeHash}, ${row.userCode}, ${row.qrToken},
      ${row.sealedQrSecret}, ${row.facilityName}, ${row.terminal}, ${row.terminalName}, ${row.place}, ${row.department},
      ${row.staffDisplayName}, ${row.bindingMessage}, ${row.numberMatching}::authority.number_matching, clock.at,
      clock.at + make_interval(secs => ${row.claimSeconds}::int), clock.at + make_interval(secs => ${row.endSeconds}::int)
    FROM (SELECT clock_timestamp()::timestamptz(3) AS at) AS clock, authority.holder AS holder, authority.facility_client AS client
    WHERE holder.id = ${row.holderId} AND holder.disabled_at IS NULL
      AND client.id = ${row.facilityClientId} AND client.disabled_at IS NULL`
  return count === 1
}

/**
 * The state for the client that started it; `null` for anybody else, for an unknown id, and once the client is disabled (AT-10).
 */
export async function findSnapshotOfClient(
  db: Pick<Database, 'sql'>,
  key: { id: string; facilityClientId: string },
): Promise<DeviceAuthorizationSnapshot | null> {
  const rows = await db.sql<DeviceAuthorizationSnapshot[]>`
    SELECT session.id, CASE WHEN is_over THEN 'expired' ELSE session.state::text END AS state, is_over AS is_expiry_unwritten,
      CASE WHEN is_over THEN 'expired' ELSE end_reason END AS end_reason,
      CASE WHEN state = 'claimed' AND number_matched_at IS NULL AND NOT is_over THEN match_number END AS match_number,
      second_scans,
      CASE WHEN state = ANY(${before('expire')}::text[]::authority.device_authorization_state[])
        THEN greatest(0, floor(extract(epoch FROM expires_at - clock_timestamp())))::int ELSE 0 END AS seconds_left
    FROM authority.device_authorization AS session
    JOIN authority.facility_client AS client ON client.id = session.facility_client_id AND client.disabled_at IS NULL
    CROSS JOIN LATERAL (SELECT session.expires_at <= clock_timestamp()
      AND session.state = ANY(${before('expire')}::text[]::authority.device_authorization_state[]) AS is_over) AS judged
    WHERE session.id = ${key.id} AND session.facility_client_id = ${key.facilityClientId}
  `.catch((error: unknown) => {
    throw asUnavailable(error)
  })
  return rows[0] ?? null
}

/** The first time its client looks, a started one counts as shown; `false` when it was shown before or is over. */
export async function showIfStarted(tx: Transaction, key: { id: string; facilityClientId: string }): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.device_authorization SET state = 'shown', shown_at = clock_timestamp()
    WHERE id = ${key.id} AND facility_client_id = ${key.facilityClientId} AND expires_at > clock_timestamp()
      AND state = ANY(${before('show')}::text[]::authority.device_authorization_state[])`
  return count === 1
}

export type UnprovenStart = { facilityClientId: string; terminal: string; holderId: string; createdAt: Date }

/** One that ended without an approval after a phone had claimed it or tried to; `null` for every other. */
export async function findUnprovenStart(tx: Transaction, id: string): Promise<UnprovenStart | null> {
  const [row] = await tx.sql<UnprovenStart[]>`
    SELECT facility_client_id, terminal, holder_id, created_at
    FROM authority.device_authorization
    WHERE id = ${id} AND ended_at IS NOT NULL AND approved_at IS NULL
      AND (claimed_at IS NOT NULL OR end_reason = 'bad_frames')`
  return row ?? null
}

/** Writes the end of one that ran out; `false` when somebody else wrote an end before. */
export async function expireIfOver(tx: Transaction, id: string): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.device_authorization SET state = 'expired', ended_at = expires_at, end_reason = 'expired'
    WHERE id = ${id} AND expires_at <= clock_timestamp()
      AND state = ANY(${before('expire')}::text[]::authority.device_authorization_state[])`
  return count === 1
}

/** Gives the time to read the code once more, never past the end of the whole; `null` when it was given before or cannot be used. */
export async function extendIfUnclaimed(
  tx: Transaction,
  key: { id: string; facilityClientId: string; claimSeconds: number },
): Promise<{ secondsLeft: number } | null> {
  const [row] = await tx.sql<{ secondsLeft: number }[]>`
    UPDATE authority.device_authorization SET extended_at = clock_timestamp(),
      expires_at = least(expires_at + make_interval(secs => ${key.claimSeconds}::int), ends_at)
    WHERE id = ${key.id} AND facility_client_id = ${key.facilityClientId} AND extended_at IS NULL
      AND state IN ('started', 'shown') AND expires_at > clock_timestamp()
    RETURNING greatest(0, floor(extract(epoch FROM expires_at - clock_timestamp())))::int AS seconds_left`
  return row ?? null
}

/** Ends one on behalf of its client; `false` when it has been answered or ended already. */
export async function cancelIfOpen(tx: Transaction, key: { id: string; facilityClientId: string }): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.device_authorization SET state = 'cancelled', ended_at = clock_timestamp(), end_reason = 'client'
    WHERE id = ${key.id} AND facility_client_id = ${key.facilityClientId} AND expires_at > clock_timestamp()
      AND state = ANY(${before('cancel')}::text[]::authority.device_authorization_state[])`
  return count === 1
}

/** Ends the device authorizations that a holder has approved and no client has redeemed yet; returns their ids. */
export async function withdrawApprovedOfHolder(tx: Transaction, holderId: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    UPDATE authority.device_authorization SET state = 'cancelled', ended_at = clock_timestamp(), end_reason = 'phone'
    WHERE holder_id = ${holderId} AND expires_at > clock_timestamp()
      AND state = ANY(${before('withdraw')}::text[]::authority.device_authorization_state[])
    RETURNING id`
  return rows.map((row) => row.id)
}

function before(step: DeviceAuthorizationStep): string[] {
  return statesBefore(step)
}
