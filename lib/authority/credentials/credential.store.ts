import type { Database, Transaction } from '@/lib/db/database'
import type { Credential, RevocationReason } from './credential'

export type NewCredential = Pick<
  Credential,
  | 'id'
  | 'holderId'
  | 'keyId'
  | 'certificateAuthorityId'
  | 'certificate'
  | 'serialNumber'
  | 'role'
  | 'notBefore'
  | 'notAfter'
> & { replacesId: string | null }

export type ChangedCredential = Pick<Credential, 'id' | 'holderId' | 'keyId' | 'certificateAuthorityId'>

export async function findCredential(db: Pick<Database, 'sql'>, id: string): Promise<Credential | null> {
  const [row] = await db.sql<Credential[]>`SELECT ${columns(db)} FROM authority.credential WHERE id = ${id}`
  return row ?? null
}

/** The holder's credential that is not revoked, expired or not. */
export async function findLiveCredential(db: Pick<Database, 'sql'>, holderId: string): Promise<Credential | null> {
  const [row] = await db.sql<Credential[]>`
    SELECT ${columns(db)} FROM authority.credential WHERE holder_id = ${holderId} AND state <> 'revoked'
    ORDER BY issued_at DESC, id LIMIT 1`
  return row ?? null
}

/** Every credential, or one holder's, newest first. */
export async function listCredentials(
  db: Pick<Database, 'sql'>,
  { holderId, limit }: { holderId: string | null; limit: number },
): Promise<Credential[]> {
  return db.sql<Credential[]>`
    SELECT ${columns(db)} FROM authority.credential
    WHERE ${holderId}::text IS NULL OR holder_id = ${holderId}
    ORDER BY issued_at DESC, id LIMIT ${limit}`
}

/** Stores a credential unless the holder has one that is not revoked. Lock the holder first: the lock makes this a rule. */
export async function insertOnlyCredential(tx: Transaction, credential: NewCredential): Promise<boolean> {
  const { count } = await tx.sql`
    INSERT INTO authority.credential (id, holder_id, key_id, certificate_authority_id, certificate, serial_number, role,
      not_before, not_after, replaces_id)
    SELECT ${credential.id}, ${credential.holderId}, ${credential.keyId}, ${credential.certificateAuthorityId},
      ${credential.certificate}, ${credential.serialNumber}, ${credential.role}, ${credential.notBefore},
      ${credential.notAfter}, ${credential.replacesId}
    WHERE NOT EXISTS (
      SELECT FROM authority.credential WHERE holder_id = ${credential.holderId} AND state <> 'revoked')`
  return count === 1
}

/** active → suspended; `null` when it is not active. */
export async function suspendIfActive(tx: Transaction, id: string): Promise<ChangedCredential | null> {
  const [row] = await tx.sql<ChangedCredential[]>`
    UPDATE authority.credential SET state = 'suspended', suspended_at = clock_timestamp()
    WHERE id = ${id} AND state = 'active' RETURNING ${changed(tx)}`
  return row ?? null
}

/** suspended → active; `null` when it is not suspended. */
export async function resumeIfSuspended(tx: Transaction, id: string): Promise<ChangedCredential | null> {
  const [row] = await tx.sql<ChangedCredential[]>`
    UPDATE authority.credential SET state = 'active', suspended_at = NULL
    WHERE id = ${id} AND state = 'suspended' RETURNING ${changed(tx)}`
  return row ?? null
}

/** active or suspended → revoked, for good; `null` when it is revoked already. */
export async function revokeIfLive(
  tx: Transaction,
  id: string,
  reason: RevocationReason,
): Promise<ChangedCredential | null> {
  const [row] = await tx.sql<ChangedCredential[]>`
    UPDATE authority.credential SET state = 'revoked', revoked_at = clock_timestamp(), revocation_reason = ${reason}
    WHERE id = ${id} AND state <> 'revoked' RETURNING ${changed(tx)}`
  return row ?? null
}

function columns(db: Pick<Database, 'sql'>) {
  return db.sql`id, holder_id, key_id, certificate_authority_id,
    certificate, serial_number, role, state, not_before, not_after,
    issued_at, revocation_reason`
}

function changed(db: Pick<Database, 'sql'>) {
  return db.sql`id, holder_id, key_id, certificate_authority_id`
}
