import type { Database, Transaction } from '@/lib/db/database'

/** Whether the authority does not let this facility in, as far as we know. */
export async function isRefused(db: Pick<Database, 'sql'>, facilityId: string): Promise<boolean> {
  const rows = await db.sql`
    SELECT 1 FROM facility.facility WHERE id = ${facilityId} AND authority_refused_at IS NOT NULL`
  return rows.length === 1
}

/** Notes the first refusal; false when it is known already. */
export async function refuseIfNew(tx: Transaction, facilityId: string): Promise<boolean> {
  const rows = await tx.sql`
    UPDATE facility.facility SET authority_refused_at = clock_timestamp()
    WHERE id = ${facilityId} AND authority_refused_at IS NULL RETURNING id`
  return rows.length === 1
}

/** Notes that the facility is let in again; false when it was all the time. */
export async function acceptIfRefused(tx: Transaction, facilityId: string): Promise<boolean> {
  const rows = await tx.sql`
    UPDATE facility.facility SET authority_refused_at = NULL
    WHERE id = ${facilityId} AND authority_refused_at IS NOT NULL RETURNING id`
  return rows.length === 1
}
