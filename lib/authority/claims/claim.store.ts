import type { Database, Transaction } from '@/lib/db/database'
import { asUnavailable } from '@/lib/db/unavailable'
import type { NumberMatching } from '@/lib/vocabulary/number-matching'
import type { Claim } from './claim'

/** What judges a scanned frame. */
export type ScannedSession = {
  id: string
  terminal: string
  sealedQrSecret: Uint8Array
  /** Seconds since the session began, with a fraction, by the database's clock (Q1). */
  elapsedSeconds: number
  numberMatching: NumberMatching
}

export const maxBadFrames = 10
export const maxSecondScans = 3

/** The session of a frame, in whatever state; `null` also when it is so long past that its secret was wiped. */
export async function findByQrToken(db: Pick<Database, 'sql'>, qrToken: string): Promise<ScannedSession | null> {
  const rows = await db.sql<ScannedSession[]>`
    SELECT id, terminal, sealed_qr_secret,
      extract(epoch FROM clock_timestamp() - created_at)::float8 AS elapsed_seconds,
      number_matching
    FROM authority.device_authorization WHERE qr_token = ${qrToken} AND sealed_qr_secret <> ''::bytea
  `.catch((error: unknown) => {
    throw asUnavailable(error)
  })
  return rows[0] ?? null
}

/** The claim that a secret opens, in whatever state (Q6). */
export async function findClaimBySecretHash(db: Pick<Database, 'sql'>, secretHash: Uint8Array): Promise<Claim | null> {
  const rows = await db.sql<Claim[]>`
    SELECT CASE WHEN is_over THEN 'expired' ELSE state::text END AS state, is_over AS is_expiry_unwritten, ${claimColumns(db)}
    FROM authority.device_authorization
    CROSS JOIN LATERAL (SELECT state IN ('claimed', 'approved') AND expires_at <= clock_timestamp() AS is_over) AS judged
    WHERE claim_secret_hash = ${secretHash}
  `.catch((error: unknown) => {
    throw asUnavailable(error)
  })
  return rows[0] ?? null
}

export type NewClaim = {
  id: string
  frameSeconds: number
  maxAgeSeconds: number
  secretHash: Uint8Array<ArrayBuffer>
  scanAgeSeconds: number
  matchNumber: string
  matchChoices: string[]
  answerSeconds: number
}

/** All of a claim but its state and whether its end is still unwritten. */
export function claimColumns({ sql }: Pick<Database, 'sql'>) {
  return sql`
    id AS device_authorization_id, facility_client_id, holder_id, end_reason,
    facility_name, department, terminal, terminal_name, place,
    staff_display_name, created_at AS started_at, number_matching,
    match_number, match_choices, number_matched_at IS NOT NULL AS is_number_matched,
    greatest(0, floor(extract(epoch FROM expires_at - clock_timestamp())))::int AS seconds_left`
}

/**
 * The first phone wins (Q5): only while shown, before its end, the frame still fresh, holder and client still live; all judged by
 * the write itself.
 */
export async function claimIfShown(tx: Transaction, claim: NewClaim): Promise<Claim | null> {
  const [row] = await tx.sql<Claim[]>`
    UPDATE authority.device_authorization AS session
    SET state = 'claimed', claimed_at = clock_timestamp(), claim_secret_hash = ${claim.secretHash},
      scan_age_seconds = ${claim.scanAgeSeconds}, match_number = ${claim.matchNumber}, match_choices = ${claim.matchChoices}::text[],
      expires_at = least(clock_timestamp() + make_interval(secs => ${claim.answerSeconds}::int), ends_at)
    WHERE id = ${claim.id} AND state = 'shown' AND expires_at > clock_timestamp()
      AND created_at + make_interval(secs => ${claim.frameSeconds + claim.maxAgeSeconds}::int) >= clock_timestamp()
      AND EXISTS (SELECT 1 FROM authority.holder WHERE holder.id = session.holder_id AND holder.disabled_at IS NULL)
      AND EXISTS (SELECT 1 FROM authority.facility_client AS client
        WHERE client.id = session.facility_client_id AND client.disabled_at IS NULL)
    RETURNING state::text AS state, false AS is_expiry_unwritten, ${claimColumns(tx)}`
  return row ?? null
}

export type ScanCount = { count: number; isEnded: boolean }

/** Counts a frame that was altered, stale or foreign; the tenth ends the session (AT-23). `null` when it has ended already. */
export async function countBadFrame(tx: Transaction, id: string): Promise<ScanCount | null> {
  const rows = await tx.sql<ScanCount[]>`
    UPDATE authority.device_authorization
    SET bad_frames = bad_frames + 1,
      state = CASE WHEN bad_frames + 1 >= ${maxBadFrames}::int THEN 'denied' ELSE state END,
      ended_at = CASE WHEN bad_frames + 1 >= ${maxBadFrames}::int THEN clock_timestamp() END,
      end_reason = CASE WHEN bad_frames + 1 >= ${maxBadFrames}::int THEN 'bad_frames' END
    WHERE id = ${id} AND state IN ('started', 'shown', 'claimed') AND expires_at > clock_timestamp()
    RETURNING bad_frames AS count, state = 'denied' AS is_ended`
  return rows[0] ?? null
}

/** Counts a good frame scanned after another phone's claim; the third ends the session (AT-11). `null` when no phone has it. */
export async function countSecondScan(tx: Transaction, id: string): Promise<ScanCount | null> {
  const rows = await tx.sql<ScanCount[]>`
    UPDATE authority.device_authorization
    SET second_scans = second_scans + 1,
      state = CASE WHEN second_scans + 1 >= ${maxSecondScans}::int AND state = 'claimed' THEN 'denied' ELSE state END,
      ended_at = CASE WHEN second_scans + 1 >= ${maxSecondScans}::int AND state = 'claimed' THEN clock_timestamp() END,
      end_reason = CASE WHEN second_scans + 1 >= ${maxSecondScans}::int AND state = 'claimed' THEN 'second_scans' END
    WHERE id = ${id} AND state IN ('claimed', 'approved') AND expires_at > clock_timestamp()
    RETURNING second_scans AS count, state = 'denied' AS is_ended`
  return rows[0] ?? null
}

/** Why a session could not be claimed: another phone has it, it has ended, or (`null`) it may not be claimed yet or any more. */
export async function findClaimObstacle(db: Pick<Database, 'sql'>, id: string): Promise<'taken' | 'ended' | null> {
  const rows = await db.sql<{ obstacle: 'taken' | 'ended' | null }[]>`
    SELECT CASE
      WHEN state IN ('denied', 'expired', 'cancelled') OR (state <> 'redeemed' AND expires_at <= clock_timestamp()) THEN 'ended'
      WHEN state IN ('claimed', 'approved', 'redeemed') THEN 'taken' END AS obstacle
    FROM authority.device_authorization WHERE id = ${id}
  `.catch((error: unknown) => {
    throw asUnavailable(error)
  })
  return rows[0]?.obstacle ?? null
}
