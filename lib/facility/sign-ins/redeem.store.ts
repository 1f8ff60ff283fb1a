import type { Database, Transaction } from '@/lib/db/database'
import type { Id } from '@/lib/kernel/ids'
import type { TokenMode } from '@/lib/vocabulary/token-mode'

import { authorityKeyColumns, type SealedAuthorityKey } from '../facilities/facility.store'

export type LeasedSignIn = SealedAuthorityKey & {
  id: string
  facilityId: string
  staffKey: Id<'staff'>
  sealedDeviceCode: Uint8Array
}

/**
 * Takes the turn to redeem, for `leaseSeconds`: one process at a time, and the next one when a turn was not ended. After the
 * approval the state is `redeeming`, which is not announced yet; a mere poll leaves the state.
 */
export async function leaseIfOpen(
  db: Pick<Database, 'sql'>,
  { signInId, approved, leaseSeconds }: { signInId: string; approved: boolean; leaseSeconds: number },
): Promise<LeasedSignIn | null> {
  const [row] = await db.sql<LeasedSignIn[]>`
    WITH leased AS (
      UPDATE facility.sign_in SET redeeming_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}::int),
        state = CASE WHEN ${approved} THEN 'redeeming'::facility.sign_in_state ELSE state END, version = version + 1
      WHERE id = ${signInId} AND state IN ('shown', 'claimed', 'redeeming')
        AND (redeeming_until IS NULL OR redeeming_until <= clock_timestamp())
        AND EXISTS (SELECT 1 FROM facility.qr_sign_in WHERE sign_in_id = ${signInId})
      RETURNING id, facility_id, staff_id
    ), hidden AS (
      UPDATE facility.qr_sign_in AS qr SET match_number = NULL
      FROM leased WHERE qr.sign_in_id = leased.id AND ${approved})
    SELECT leased.id, leased.facility_id, leased.staff_id, qr.sealed_device_code, ${authorityKeyColumns(db)}
    FROM leased JOIN facility.qr_sign_in AS qr ON qr.sign_in_id = leased.id
    JOIN facility.facility AS facility ON facility.id = leased.facility_id`
  return row ?? null
}

/** Has every screen of a staff member look again. */
export async function notifyScreens(db: Pick<Database, 'sql'>, staffKey: Id<'staff'>): Promise<void> {
  await db.sql`SELECT pg_notify('facility_staff', ${staffKey})`
}

/** Gives the turn back: nothing came of it and the sign-in goes on. */
export async function releaseLease(db: Pick<Database, 'sql'>, signInId: string): Promise<void> {
  await db.sql`
    UPDATE facility.sign_in SET redeeming_until = NULL
    WHERE id = ${signInId} AND state IN ('shown', 'claimed', 'redeeming')`
}

export type CompletedSignIn = {
  launchId: string
  terminalKey: Id<'terminal'>
  /** Mode in force at the terminal of the sign-in. */
  tokenMode: TokenMode
}

/** A token is here: the sign-in ends, and its method's secrets are wiped by the database; `null` when it, its terminal or its facility has ended meanwhile. */
export async function completeIfLive(tx: Transaction, signInId: string): Promise<CompletedSignIn | null> {
  const [row] = await tx.sql<CompletedSignIn[]>`
    UPDATE facility.sign_in AS signing SET state = 'signed_in', version = signing.version + 1, ended_at = clock_timestamp(),
      redeeming_until = NULL
    FROM facility.terminal AS terminal, facility.facility AS facility
    WHERE signing.id = ${signInId} AND signing.state IN ('shown', 'claimed', 'redeeming')
      AND terminal.id = signing.terminal_id AND terminal.retired_at IS NULL
      AND facility.id = signing.facility_id AND facility.disabled_at IS NULL
    RETURNING signing.launch_id, signing.terminal_id,
      coalesce(terminal.token_mode, facility.token_mode)::text AS token_mode`
  return row ?? null
}
