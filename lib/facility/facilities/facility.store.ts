import type { Database, Transaction } from '@/lib/db/database'
import type { FacilitySettings } from './facility'

export type NewFacility = FacilitySettings & {
  id: string
  code: string
  name: string
  authorityClientId: string
  authorityKeyId: string
  sealedAuthorityKey: Uint8Array<ArrayBuffer>
}

export async function insertFacility(tx: Transaction, facility: NewFacility): Promise<void> {
  await tx.sql`
    INSERT INTO facility.facility (id, code, name, token_mode, number_matching, methods, expiring_seconds,
      authority_client_id, authority_key_id, sealed_authority_key)
    VALUES (${facility.id}, ${facility.code}, ${facility.name}, ${facility.tokenMode}::facility.token_mode,
      ${facility.numberMatching}::facility.number_matching, ${facility.methods}::text[], ${facility.expiringSeconds},
      ${facility.authorityClientId}, ${facility.authorityKeyId}, ${facility.sealedAuthorityKey})`
}

/** Writes the given settings of a live facility; false when there is none. */
export async function updateIfLive(
  tx: Transaction,
  facilityId: string,
  settings: Partial<FacilitySettings>,
): Promise<boolean> {
  const { tokenMode = null, numberMatching = null, methods = null, expiringSeconds = null } = settings
  const { count } = await tx.sql`
    UPDATE facility.facility
    SET token_mode = coalesce(${tokenMode}::facility.token_mode, token_mode),
      number_matching = coalesce(${numberMatching}::facility.number_matching, number_matching),
      methods = coalesce(${methods}::text[], methods), expiring_seconds = coalesce(${expiringSeconds}::int, expiring_seconds)
    WHERE id = ${facilityId} AND disabled_at IS NULL`
  return count === 1
}

/** What identifies the facility at the authority, the key still sealed. */
export type SealedAuthorityKey = { clientId: string; keyId: string; sealedKey: Uint8Array }

/** Columns of a `SealedAuthorityKey`; the query names `facility`. */
export function authorityKeyColumns({ sql }: Pick<Database, 'sql'>) {
  return sql`
    facility.authority_client_id AS client_id, facility.authority_key_id AS key_id,
    facility.sealed_authority_key AS sealed_key`
}

/** `null` when there is no such facility. */
export async function findAuthorityKey(
  db: Pick<Database, 'sql'>,
  facilityId: string,
): Promise<SealedAuthorityKey | null> {
  const [row] = await db.sql<SealedAuthorityKey[]>`
    SELECT ${authorityKeyColumns(db)} FROM facility.facility AS facility WHERE id = ${facilityId}`
  return row ?? null
}
