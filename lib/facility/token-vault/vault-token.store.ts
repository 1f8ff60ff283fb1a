import type { Database, Transaction } from '@/lib/db/database'
import type { Statement } from '@/lib/db/sql'
import type { Id } from '@/lib/kernel/ids'
import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'

export type NewVaultToken = {
  id: string
  facilityId: string
  staffKey: Id<'staff'>
  /** `null` in central mode. */
  terminalKey: Id<'terminal'> | null
  signInId: string
  sealedToken: Uint8Array<ArrayBuffer>
  method: SignInMethod
  signedInAtTerminalKey: Id<'terminal'>
  /** Seconds since 1970 by the authority's clock. */
  issuedAtSeconds: number
  expiresInSeconds: number
  /** Seconds since 1970 by the authority's clock, where it reports them. */
  expiresAtSeconds: number | null
}

/** How far the authority's clock may be off for its own word about a token's end to be taken. */
const clockSkewSeconds = 5

export type EndedToken = { id: string; staffKey: Id<'staff'>; facilityId: string; endReason: string }

/**
 * Inserts a live token. Its end is the one that the authority sends, so that the phone and every screen show the same minute; where the
 * clocks differ, or it sends none, it is counted from now by this database's clock.
 */
export async function insertVaultToken(tx: Transaction, token: NewVaultToken): Promise<void> {
  tx.send(tx.sql`
    INSERT INTO facility.vault_token
      (id, facility_id, staff_id, terminal_id, sign_in_id, sealed_token, method, signed_in_at_terminal_id, issued_at, expires_at)
    VALUES (${token.id}, ${token.facilityId}, ${token.staffKey}, ${token.terminalKey}, ${token.signInId}, ${token.sealedToken},
      ${token.method}, ${token.signedInAtTerminalKey},
      least(to_timestamp(${token.issuedAtSeconds}::bigint), clock_timestamp()),
      CASE WHEN abs(extract(epoch FROM to_timestamp(${token.expiresAtSeconds}::bigint) - clock_timestamp()) - ${token.expiresInSeconds}::int)
        <= ${clockSkewSeconds}::int THEN to_timestamp(${token.expiresAtSeconds}::bigint)
        ELSE clock_timestamp() + make_interval(secs => ${token.expiresInSeconds}::int) END)`)
}

/** All tokens of a staff member, those that serve one terminal only, or one token of a staff member while it is live. */
export type TokensToEnd =
  | { staffKey: Id<'staff'> }
  | { terminalKey: Id<'terminal'> }
  | { staffKey: Id<'staff'>; tokenId: string }

/** Ends those of these tokens that are not yet ended. Lock their staff members first. */
export async function endLive(tx: Transaction, which: TokensToEnd, reason: string): Promise<EndedToken[]> {
  return tx.sql<EndedToken[]>`
    UPDATE facility.vault_token SET ended_at = clock_timestamp(),
      end_reason = CASE WHEN expires_at > clock_timestamp() THEN ${reason} ELSE 'expired' END
    WHERE ${isOneOf(tx, which)} AND ended_at IS NULL
    RETURNING id, staff_id, facility_id, end_reason`
}

function isOneOf({ sql }: Transaction, which: TokensToEnd): Statement {
  if ('terminalKey' in which) return sql`terminal_id = ${which.terminalKey}`
  if ('tokenId' in which) {
    return sql`id = ${which.tokenId} AND staff_id = ${which.staffKey} AND expires_at > clock_timestamp()`
  }
  return sql`staff_id = ${which.staffKey}`
}

/** Locks the staff members whose tokens serve only this terminal, in one order, before their tokens end. */
export async function lockStaffServedOnlyAt(tx: Transaction, terminalKey: Id<'terminal'>): Promise<void> {
  await tx.sql`
    SELECT id FROM facility.staff
    WHERE id IN (SELECT staff_id FROM facility.vault_token WHERE terminal_id = ${terminalKey} AND ended_at IS NULL)
    ORDER BY id FOR NO KEY UPDATE`
}

/**
 * Ends the token whose place the one of this sign-in takes, if the sign-in is complete: the central one, or that of its terminal,
 * by the mode in force there.
 */
export async function endPredecessor(tx: Transaction, signInId: string): Promise<EndedToken[]> {
  return tx.sql<EndedToken[]>`
    UPDATE facility.vault_token AS vault SET ended_at = clock_timestamp(),
      end_reason = CASE WHEN vault.expires_at > clock_timestamp() THEN 'replaced' ELSE 'expired' END
    FROM facility.sign_in AS signing JOIN facility.terminal AS terminal ON terminal.id = signing.terminal_id
      JOIN facility.facility AS facility ON facility.id = signing.facility_id
    WHERE signing.id = ${signInId} AND signing.state = 'signed_in' AND vault.staff_id = signing.staff_id
      AND vault.terminal_id IS NOT DISTINCT FROM
        CASE WHEN coalesce(terminal.token_mode, facility.token_mode) = 'central' THEN NULL ELSE signing.terminal_id END
      AND vault.ended_at IS NULL
    RETURNING vault.id, vault.staff_id, vault.facility_id, vault.end_reason`
}

export type SealedVaultToken = { id: string; sealedToken: Uint8Array }

/**
 * Ended tokens that the authority may still take for active; of the whole facility when `staffKey` is null. The statement's time, so
 * that the index finds the few of today among all past ones.
 */
export async function listUnrevoked(
  db: Pick<Database, 'sql'>,
  { facilityId, staffKey, limit }: { facilityId: string; staffKey: Id<'staff'> | null; limit: number },
): Promise<SealedVaultToken[]> {
  return db.sql<SealedVaultToken[]>`
    SELECT id, sealed_token FROM facility.vault_token
    WHERE facility_id = ${facilityId} AND expires_at > statement_timestamp() AND ended_at IS NOT NULL AND revoked_at IS NULL
      AND (${staffKey}::text IS NULL OR staff_id = ${staffKey}) ORDER BY ended_at LIMIT ${limit}`
}

/** Records that the authority knows of the end, and wipes the sealed token, which is not needed any more. */
export async function markRevoked(db: Pick<Database, 'sql'>, tokenId: string): Promise<void> {
  await db.sql`
    UPDATE facility.vault_token SET revoked_at = clock_timestamp(), sealed_token = ''::bytea
    WHERE id = ${tokenId} AND ended_at IS NOT NULL AND revoked_at IS NULL`
}

/** Live tokens of a facility about which the authority was not asked within `maxAgeSeconds`, the longest unasked first. */
export async function listDueTokens(
  db: Pick<Database, 'sql'>,
  { facilityId, maxAgeSeconds, limit }: { facilityId: string; maxAgeSeconds: number; limit: number },
): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`
    SELECT id FROM facility.vault_token
    WHERE facility_id = ${facilityId} AND ended_at IS NULL AND expires_at > clock_timestamp()
      AND checked_at <= clock_timestamp() - make_interval(secs => ${maxAgeSeconds}::int)
    ORDER BY checked_at LIMIT ${limit}`
  return rows.map(({ id }) => id)
}

/** Takes the turn to ask the authority about a live token; `null` when it was asked within `maxAgeSeconds` by any process. */
export async function takeCheckIfDue(
  db: Pick<Database, 'sql'>,
  tokenId: string,
  maxAgeSeconds: number,
): Promise<(SealedVaultToken & { facilityId: string; staffKey: Id<'staff'> }) | null> {
  const [row] = await db.sql<(SealedVaultToken & { facilityId: string; staffKey: Id<'staff'> })[]>`
    UPDATE facility.vault_token SET checked_at = clock_timestamp()
    WHERE id = ${tokenId} AND ended_at IS NULL AND expires_at > clock_timestamp()
      AND checked_at <= clock_timestamp() - make_interval(secs => ${maxAgeSeconds}::int)
    RETURNING id, facility_id, staff_id, sealed_token`
  return row ?? null
}
