import type { Database, Transaction } from '@/lib/db/database'
import type { GeneratedKey, SigningKey, WrappedKey } from '@/lib/keystore/signing-keystore'
import type { SigningKeyAlgorithm } from '@/lib/vocabulary/settings/signing-key-algorithm'

type Row = Omit<WrappedKey, 'wrapped'> & {
  id: string
  algorithm: SigningKeyAlgorithm
  publicKey: Uint8Array<ArrayBuffer>
  blob: Uint8Array<ArrayBuffer>
}

export type StoredKey = SigningKey & { id: string; publicKey: Uint8Array<ArrayBuffer> }

/** Stores a key without an owner, unless there are `most` free ones already. */
export async function insertFreeKey(
  tx: Transaction,
  key: GeneratedKey & { id: string; algorithm: SigningKeyAlgorithm },
  most: number,
): Promise<boolean> {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtext('authority.signing_key free'))`
  const { count } = await tx.sql`
    INSERT INTO authority.signing_key (id, algorithm, public_key, keystore, wrapping_key_id, mechanism, wrapped)
    SELECT ${key.id}, ${key.algorithm}::authority.signing_key_algorithm, ${key.publicKey}, ${key.wrapped.keystore},
      ${key.wrapped.wrappingKeyId}, ${key.wrapped.mechanism}, ${key.wrapped.wrapped}
    WHERE (SELECT count(*) FROM authority.signing_key
      WHERE state = 'free' AND algorithm = ${key.algorithm}::authority.signing_key_algorithm) < ${most}`
  return count === 1
}

/** Stores a key that belongs to somebody from its first moment. */
export async function insertAssignedKey(
  tx: Transaction,
  key: GeneratedKey & { id: string; algorithm: SigningKeyAlgorithm },
  bindingMac: Uint8Array,
): Promise<void> {
  const { keystore, wrappingKeyId, mechanism, wrapped } = key.wrapped
  await tx.sql`
    INSERT INTO authority.signing_key (id, algorithm, public_key, state, keystore, wrapping_key_id, mechanism, wrapped,
      binding_mac, assigned_at)
    VALUES (${key.id}, ${key.algorithm}::authority.signing_key_algorithm, ${key.publicKey}, 'assigned', ${keystore},
      ${wrappingKeyId}, ${mechanism}, ${wrapped}, ${bindingMac}, clock_timestamp())`
}

/** The oldest free key that no other transaction is taking, locked to the end of the transaction. */
export async function lockFreeKey(tx: Transaction, algorithm: SigningKeyAlgorithm): Promise<StoredKey | null> {
  const [row] = await tx.sql<Row[]>`
    SELECT ${columns(tx)} FROM authority.signing_key
    WHERE state = 'free' AND algorithm = ${algorithm}::authority.signing_key_algorithm
    ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`
  return row === undefined ? null : toKey(row)
}

/** Gives a free key to somebody; `false` when it is not free. */
export async function assignKey(tx: Transaction, keyId: string, bindingMac: Uint8Array): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.signing_key SET state = 'assigned', assigned_at = clock_timestamp(), binding_mac = ${bindingMac}
    WHERE id = ${keyId} AND state = 'free'`
  return count === 1
}

/** Destroys the private key: the blob is gone, the row stays. `false` when it was gone already. */
export async function destroyKey(tx: Transaction, keyId: string): Promise<boolean> {
  const { count } = await tx.sql`
    UPDATE authority.signing_key
    SET state = 'destroyed', destroyed_at = clock_timestamp(), wrapped = NULL, binding_mac = NULL
    WHERE id = ${keyId} AND state <> 'destroyed'`
  return count === 1
}

/** Destroys keys that were taken for a certificate that was then never issued; returns their ids. A requested authority's key may wait. */
export async function destroyAbandonedKeys(tx: Transaction): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    UPDATE authority.signing_key AS key
    SET state = 'destroyed', destroyed_at = clock_timestamp(), wrapped = NULL, binding_mac = NULL
    WHERE state = 'assigned' AND assigned_at < clock_timestamp() - interval '1 hour'
      AND NOT EXISTS (SELECT FROM authority.credential WHERE key_id = key.id)
      AND NOT EXISTS (SELECT FROM authority.certificate_authority WHERE key_id = key.id)
      AND NOT EXISTS (SELECT FROM authority.certificate_authority_request WHERE key_id = key.id)
      AND NOT EXISTS (SELECT FROM authority.timestamp_authority WHERE key_id = key.id)
    RETURNING id`
  return rows.map(({ id }) => id)
}

export async function countFreeKeys(db: Pick<Database, 'sql'>, algorithm: SigningKeyAlgorithm): Promise<number> {
  const [row] = await db.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM authority.signing_key
    WHERE state = 'free' AND algorithm = ${algorithm}::authority.signing_key_algorithm`
  return row?.count ?? 0
}

function columns(db: Pick<Database, 'sql'>) {
  return db.sql`id, algorithm, public_key, keystore, wrapping_key_id, mechanism,
    wrapped AS blob`
}

function toKey({ id, algorithm, publicKey, keystore, wrappingKeyId, mechanism, blob }: Row): StoredKey {
  return { id, algorithm, publicKey, wrapped: { keystore, wrappingKeyId, mechanism, wrapped: blob } }
}
