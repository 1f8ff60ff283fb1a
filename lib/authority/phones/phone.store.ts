import type { Database, Transaction } from '@/lib/db/database'
import type { Phone } from './phone'

/** What an accepted registration leaves to store. */
export type NewPhone = Pick<
  Phone,
  | 'id'
  | 'holderId'
  | 'credentialId'
  | 'publicKey'
  | 'algorithm'
  | 'counter'
  | 'backupEligible'
  | 'backedUp'
  | 'transports'
  | 'name'
> & {
  aaguid: string
  aaguidProven: boolean
  attestationFormat: string
  attestationObject: Uint8Array<ArrayBuffer>
  rpId: string
}

/** The holder's live phones, oldest first. */
export async function listLivePhones(db: Pick<Database, 'sql'>, holderId: string): Promise<Phone[]> {
  const rows = await db.sql<Row[]>`
    SELECT ${columns(db)} FROM authority.phone
    WHERE holder_id = ${holderId} AND disabled_at IS NULL AND revoked_at IS NULL ORDER BY created_at`
  return rows.map(toPhone)
}

/** A live phone by credential id and holder together (A1): a credential of another holder is not found. */
export async function findLivePhone(
  db: Pick<Database, 'sql'>,
  holderId: string,
  credentialId: string,
): Promise<Phone | null> {
  const [row] = await db.sql<Row[]>`
    SELECT ${columns(db)} FROM authority.phone
    WHERE holder_id = ${holderId} AND credential_id = ${credentialId} AND disabled_at IS NULL AND revoked_at IS NULL`
  return row === undefined ? null : toPhone(row)
}

/** A phone of that holder by its id, in whatever state. */
export async function findPhone(db: Pick<Database, 'sql'>, holderId: string, phoneId: string): Promise<Phone | null> {
  const [row] = await db.sql<Row[]>`
    SELECT ${columns(db)} FROM authority.phone WHERE id = ${phoneId} AND holder_id = ${holderId}`
  return row === undefined ? null : toPhone(row)
}

/**
 * The user handle of a holder, disabled or not, and with it whosever phone has that credential, in whatever state: what the answer
 * to a claim is judged by.
 */
export async function findAnswering(
  { sql }: Pick<Database, 'sql'>,
  { holderId, credentialId }: { holderId: string; credentialId: string },
): Promise<{ userHandle: Uint8Array<ArrayBuffer>; phone: Phone | null } | null> {
  const [row] = await sql<(({ [Name in keyof Row]: null } | Row) & { userHandle: Uint8Array<ArrayBuffer> })[]>`
    SELECT claimant.user_handle, ${columns({ sql })}
    FROM (SELECT user_handle FROM authority.holder WHERE id = ${holderId}) AS claimant
    LEFT JOIN authority.phone ON credential_id = ${credentialId}`
  if (row === undefined) return null
  const { userHandle, ...phone } = row
  return { userHandle, phone: phone.id === null ? null : toPhone(phone) }
}

/** The phone with that credential, of any holder and in any state: only where the answer itself has to name the holder (A2). */
export async function findPhoneByCredential(db: Pick<Database, 'sql'>, credentialId: string): Promise<Phone | null> {
  const [row] = await db.sql<Row[]>`SELECT ${columns(db)} FROM authority.phone WHERE credential_id = ${credentialId}`
  return row === undefined ? null : toPhone(row)
}

/**
 * The credentials that a new registration of the holder must not replace (O4): live and disabled ones. Revoked phones may enrol
 * again, and so may one whose trial sign-in never succeeded.
 */
export async function listExcludedPhones(db: Pick<Database, 'sql'>, holderId: string): Promise<Phone[]> {
  const rows = await db.sql<Row[]>`
    SELECT ${columns(db)} FROM authority.phone
    WHERE holder_id = ${holderId} AND revoked_at IS NULL AND trial_at IS NOT NULL ORDER BY created_at`
  return rows.map(toPhone)
}

/** Phones that count against the holder's limit: all but the revoked. */
export async function countPhones(db: Pick<Database, 'sql'>, holderId: string): Promise<number> {
  const [row] = await db.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM authority.phone WHERE holder_id = ${holderId} AND revoked_at IS NULL`
  return row?.count ?? 0
}

/** Stores a new phone; `false` when its credential id is known for anybody, and then nothing is replaced (R4). */
export async function insertPhone(tx: Transaction, phone: NewPhone): Promise<boolean> {
  const { count } = await tx.sql`
    INSERT INTO authority.phone (id, holder_id, credential_id, public_key, algorithm, counter, backup_eligible, backed_up,
      transports, aaguid, aaguid_proven, attestation_format, attestation_object, rp_id, name)
    VALUES (${phone.id}, ${phone.holderId}, ${phone.credentialId}, ${phone.publicKey}, ${phone.algorithm}, ${phone.counter},
      ${phone.backupEligible}, ${phone.backedUp}, ${[...phone.transports]}::text[], ${phone.aaguid}, ${phone.aaguidProven},
      ${phone.attestationFormat}, ${phone.attestationObject}, ${phone.rpId}, ${phone.name})
    ON CONFLICT DO NOTHING`
  return count === 1
}

/** Notes that the phone has passed its trial sign-in. */
export async function markPhoneTried(tx: Transaction, phoneId: string): Promise<void> {
  await tx.sql`
    UPDATE authority.phone SET trial_at = clock_timestamp() WHERE id = ${phoneId} AND trial_at IS NULL`
}

/**
 * Writes what an accepted assertion reported; `false` when the counter has moved since it was read or the phone is no longer
 * live, and then the assertion must not count (A7, A8).
 */
export async function recordPhoneUse(
  db: Pick<Database, 'sql'>,
  use: { phoneId: string; expectedCounter: number; newCounter: number; backedUp: boolean },
): Promise<boolean> {
  const { count } = await db.sql`
    UPDATE authority.phone
    SET counter = ${use.newCounter}, backed_up = ${use.backedUp}, last_used_at = clock_timestamp()
    WHERE id = ${use.phoneId} AND counter = ${use.expectedCounter} AND disabled_at IS NULL AND revoked_at IS NULL`
  return count === 1
}

/** Ends a phone of that holder for good; `false` when it is another's, unknown or ended already. */
export async function revokePhone(
  db: Pick<Database, 'sql'>,
  input: { holderId: string; phoneId: string; reason: string },
): Promise<boolean> {
  const { count } = await db.sql`
    UPDATE authority.phone SET revoked_at = clock_timestamp(), revoked_reason = ${input.reason}
    WHERE id = ${input.phoneId} AND holder_id = ${input.holderId} AND revoked_at IS NULL`
  return count === 1
}

function columns({ sql }: Pick<Database, 'sql'>) {
  return sql`
    id, holder_id, credential_id, public_key, algorithm, counter,
    backup_eligible, backed_up, transports, name, created_at,
    trial_at, last_used_at, disabled_at, revoked_at`
}

type Row = Omit<Phone, 'counter'> & { counter: bigint }

function toPhone({ counter, ...rest }: Row): Phone {
  return { ...rest, counter: Number(counter) }
}
