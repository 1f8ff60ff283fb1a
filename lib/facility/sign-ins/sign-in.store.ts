import type { Database, Transaction } from '@/lib/db/database'
import type { Id } from '@/lib/kernel/ids'
import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'
import type { SignInState } from '@/lib/vocabulary/states/sign-in-state'

import { authorityKeyColumns, type SealedAuthorityKey } from '../facilities/facility.store'
import type { SignInFailure } from './sign-in'

export type EndedSignIn = {
  id: string
  facilityId: string
  staffKey: Id<'staff'>
  terminalKey: Id<'terminal'>
  /** Names the sign-in when its end is reported to the authority; null when it was never started there. */
  deviceAuthorizationId: string | null
  createdAt: Date
  /** A phone had claimed it without approving it. */
  wasClaimed: boolean
}

/** Ends whatever is under way for a staff member at a terminal, or with `null` at every terminal. */
export async function cancelOpen(
  tx: Transaction,
  staffKey: Id<'staff'>,
  terminalKey: Id<'terminal'> | null,
): Promise<EndedSignIn[]> {
  return tx.sql<EndedSignIn[]>`
    UPDATE facility.sign_in AS signing SET ended_at = clock_timestamp(), version = version + 1, redeeming_until = NULL,
      state = (CASE WHEN expires_at > clock_timestamp() THEN 'cancelled' ELSE 'expired' END)::facility.sign_in_state,
      end_reason = CASE WHEN expires_at > clock_timestamp() THEN 'device_authorization.cancelled' ELSE 'sign_in.expired' END
    FROM (SELECT id, state FROM facility.sign_in WHERE staff_id = ${staffKey}
      AND (${terminalKey}::text IS NULL OR terminal_id = ${terminalKey}) AND ended_at IS NULL FOR UPDATE) AS old
    LEFT JOIN facility.qr_sign_in AS qr ON qr.sign_in_id = old.id
    WHERE signing.id = old.id
    RETURNING ${endedColumns(tx)}`
}

export type NewSignIn = {
  id: string
  facilityId: string
  staffKey: Id<'staff'>
  terminalKey: Id<'terminal'>
  launchId: string
  method: SignInMethod
  startingSeconds: number
}

export async function insertStarting(tx: Transaction, signIn: NewSignIn): Promise<void> {
  tx.send(tx.sql`
    INSERT INTO facility.sign_in (id, facility_id, staff_id, terminal_id, launch_id, method, expires_at)
    VALUES (${signIn.id}, ${signIn.facilityId}, ${signIn.staffKey}, ${signIn.terminalKey}, ${signIn.launchId}, ${signIn.method},
      clock_timestamp() + make_interval(secs => ${signIn.startingSeconds}::int))`)
}

export type ShownSignIn = {
  id: string
  deviceAuthorizationId: string
  sealedDeviceCode: Uint8Array
  qrToken: string
  sealedQrSecret: Uint8Array
  expiresInSeconds: number
}

/** The authority has started it; false when it was ended meanwhile. */
export async function showIfStarting(tx: Transaction, shown: ShownSignIn): Promise<boolean> {
  const { count } = await tx.sql`
    WITH shown AS (
      UPDATE facility.sign_in SET state = 'shown', version = version + 1, started_at = clock_timestamp(),
        expires_at = clock_timestamp() + make_interval(secs => ${shown.expiresInSeconds}::int)
      WHERE id = ${shown.id} AND state = 'starting' RETURNING id)
    INSERT INTO facility.qr_sign_in (sign_in_id, device_authorization_id, sealed_device_code, qr_token, sealed_qr_secret)
    SELECT id, ${shown.deviceAuthorizationId}, ${shown.sealedDeviceCode}::bytea, ${shown.qrToken}, ${shown.sealedQrSecret}::bytea
    FROM shown`
  return count === 1
}

export type Progress = {
  signInId: string
  state: 'shown' | 'claimed'
  matchNumber: string | null
  secondScans: number
  expiresInSeconds: number
}

/**
 * Takes over the state that the authority reports of an open sign-in; `null` when nothing a screen shows has changed, or it has ended.
 * A number that the phone has given stays gone: an older event does not bring it back.
 */
export async function progressIfOpen(tx: Transaction, progress: Progress): Promise<{ before: SignInState } | null> {
  const [row] = await tx.sql<{ before: SignInState }[]>`
    WITH old AS (
      SELECT signing.id, signing.state, qr.second_scans, qr.match_number
      FROM facility.sign_in AS signing JOIN facility.qr_sign_in AS qr ON qr.sign_in_id = signing.id
      WHERE signing.id = ${progress.signInId} FOR UPDATE
    ), progressed AS (
      UPDATE facility.sign_in AS signing SET state = ${progress.state}::facility.sign_in_state, version = signing.version + 1,
        expires_at = clock_timestamp() + make_interval(secs => ${progress.expiresInSeconds}::int)
      FROM old
      WHERE signing.id = old.id AND (old.state = 'shown' OR (old.state = 'claimed' AND ${progress.state} = 'claimed'))
        AND (old.state <> 'claimed' OR old.match_number IS NOT NULL OR ${progress.matchNumber}::text IS NULL)
        AND (old.state::text <> ${progress.state} OR old.second_scans <> ${progress.secondScans}::int
          OR old.match_number IS DISTINCT FROM ${progress.matchNumber}::text)
      RETURNING signing.id, old.state::text AS before
    ), written AS (
      UPDATE facility.qr_sign_in AS qr SET match_number = ${progress.matchNumber}, second_scans = ${progress.secondScans}::int
      FROM progressed WHERE qr.sign_in_id = progressed.id)
    SELECT before FROM progressed`
  return row ?? null
}

/** Ends a sign-in that has no token yet; from `redeeming` only when said so, because a token may be on its way. */
export async function endIfOpen(
  tx: Transaction,
  end: { signInId: string; state: SignInFailure; reason: string; evenRedeeming: boolean },
): Promise<EndedSignIn | null> {
  const [row] = await tx.sql<EndedSignIn[]>`
    UPDATE facility.sign_in AS signing SET state = ${end.state}::facility.sign_in_state, end_reason = ${end.reason}, version = version + 1,
      ended_at = clock_timestamp(), redeeming_until = NULL
    FROM (SELECT id, state FROM facility.sign_in WHERE id = ${end.signInId} FOR UPDATE) AS old
    LEFT JOIN facility.qr_sign_in AS qr ON qr.sign_in_id = old.id
    WHERE signing.id = old.id AND ended_at IS NULL AND (old.state <> 'redeeming' OR ${end.evenRedeeming})
    RETURNING ${endedColumns(tx)}`
  return row ?? null
}

function endedColumns({ sql }: Pick<Database, 'sql'>) {
  return sql`
    signing.id, facility_id, staff_id, terminal_id,
    qr.device_authorization_id, created_at, old.state = 'claimed' AS was_claimed`
}

/** Whether it belongs to this staff member and terminal: what a frame may cancel. */
export async function isOfFrame(
  db: Pick<Database, 'sql'>,
  signInId: string,
  frame: { staffKey: Id<'staff'>; terminalKey: Id<'terminal'> },
): Promise<boolean> {
  const found = await db.sql`
    SELECT 1 FROM facility.sign_in
    WHERE id = ${signInId} AND staff_id = ${frame.staffKey} AND terminal_id = ${frame.terminalKey}`
  return found.length === 1
}

export type OpenSignIn = SealedAuthorityKey & {
  id: string
  facilityId: string
  staffKey: Id<'staff'>
  terminalKey: Id<'terminal'>
  state: SignInState
  secondScans: number
  deviceAuthorizationId: string | null
  /** Past its end, with half a minute for what is on its way. */
  overdue: boolean
}

/** A sign-in that has not ended; `null` otherwise. */
export async function findOpen(db: Pick<Database, 'sql'>, signInId: string): Promise<OpenSignIn | null> {
  const [row] = await db.sql<OpenSignIn[]>`
    SELECT signing.id, facility_id, staff_id, terminal_id, state::text AS state,
      coalesce(qr.second_scans, 0) AS second_scans, qr.device_authorization_id, ${authorityKeyColumns(db)},
      expires_at < clock_timestamp() - CASE WHEN state = 'redeeming' THEN interval '60 seconds' ELSE interval '0' END AS overdue
    FROM facility.sign_in AS signing JOIN facility.facility AS facility ON facility.id = signing.facility_id
    LEFT JOIN facility.qr_sign_in AS qr ON qr.sign_in_id = signing.id
    WHERE signing.id = ${signInId} AND ended_at IS NULL`
  return row ?? null
}
