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
  await tx.facility.create({ data: facility })
}

/** Writes the given settings of a live facility; false when there is none. */
export async function updateIfLive(
  tx: Transaction,
  facilityId: string,
  settings: Partial<FacilitySettings>,
): Promise<boolean> {
  const { count } = await tx.facility.updateMany({ where: { id: facilityId, disabledAt: null }, data: settings })
  return count === 1
}

/** What identifies the facility at the authority, the key still sealed; `null` when there is no such facility. */
export async function findAuthorityKey(
  db: Pick<Database, 'sql'>,
  facilityId: string,
): Promise<{ clientId: string; keyId: string; sealedKey: Uint8Array } | null> {
  const [row] = await db.sql<{ clientId: string; keyId: string; sealedKey: Uint8Array }[]>`
    SELECT authority_client_id AS "clientId", authority_key_id AS "keyId", sealed_authority_key AS "sealedKey"
    FROM facility.facility WHERE id = ${facilityId}`
  return row ?? null
}
