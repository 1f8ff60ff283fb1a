import type { Database, Transaction } from '@/lib/db/database'
import type { Id } from '@/lib/kernel/ids'

export async function insertHandle(
  tx: Transaction,
  handle: {
    tokenHash: Uint8Array
    facilityId: string
    staffKey: Id<'staff'>
    vaultTokenId: string
    lifeSeconds: number
  },
): Promise<void> {
  await tx.sql`
    INSERT INTO facility.compat_handle (token_hash, facility_id, staff_id, vault_token_id, expires_at)
    VALUES (${handle.tokenHash}, ${handle.facilityId}, ${handle.staffKey}, ${handle.vaultTokenId},
      clock_timestamp() + make_interval(secs => ${handle.lifeSeconds}::int))`
}

/** Whose sign-in a live handle of this facility stands for; `null` for any other. */
export async function findHandle(
  db: Pick<Database, 'sql'>,
  { tokenHash, facilityId }: { tokenHash: Uint8Array; facilityId: string },
): Promise<{ staffCode: string; vaultTokenId: string } | null> {
  const [row] = await db.sql<{ staffCode: string; vaultTokenId: string }[]>`
    SELECT staff.staff_code, handle.vault_token_id
    FROM facility.compat_handle AS handle
    JOIN facility.staff AS staff ON staff.id = handle.staff_id AND staff.left_at IS NULL
    WHERE handle.token_hash = ${tokenHash} AND handle.facility_id = ${facilityId} AND handle.expires_at > clock_timestamp()`
  return row ?? null
}
