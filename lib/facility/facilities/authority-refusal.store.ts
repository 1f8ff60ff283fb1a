import type { Database, Transaction } from '@/lib/db/database'

/** Whether the authority does not let this facility in, as far as we know. */
export async function isRefused(db: Pick<Database, 'sql'>, facilityId: string): Promise<boolean> {
  const rows = await db.sql`
    SELECT 1 FROM facility.facility WHERE id = ${facilityId} AND authority_refused_at IS NOT NULL`
  return rows.length === 1
}

/** The process whose report about a facility counts, and for how many seconds after it was let in no other process is believed. */
export type Witness = { processId: string; trustedSeconds: number }

/**
 * Notes the first refusal; false when it is known already, or when another process has been let in a moment ago: then it is this
 * process that is refused, and not the facility.
 */
export async function refuseIfNew(
  tx: Transaction,
  facilityId: string,
  { processId, trustedSeconds }: Witness,
): Promise<boolean> {
  const rows = await tx.sql`
    UPDATE facility.facility SET authority_refused_at = clock_timestamp()
    WHERE id = ${facilityId} AND authority_refused_at IS NULL
      AND (authority_accepted_by IS NULL OR authority_accepted_by = ${processId}
        OR authority_accepted_at < clock_timestamp() - ${trustedSeconds} * interval '1 second')
    RETURNING id`
  return rows.length === 1
}

/** Notes that the facility is let in again; false when it was all the time. */
export async function acceptIfRefused(tx: Transaction, facilityId: string, processId: string): Promise<boolean> {
  const rows = await tx.sql`
    UPDATE facility.facility
    SET authority_refused_at = NULL, authority_accepted_at = clock_timestamp(), authority_accepted_by = ${processId}
    WHERE id = ${facilityId} AND authority_refused_at IS NOT NULL RETURNING id`
  return rows.length === 1
}

/** Notes that this process was let in, unless some process noted it within `everySeconds`. */
export async function noteAcceptedIfDue(
  db: Pick<Database, 'sql'>,
  facilityId: string,
  { processId, everySeconds }: { processId: string; everySeconds: number },
): Promise<void> {
  await db.sql`
    UPDATE facility.facility SET authority_accepted_at = clock_timestamp(), authority_accepted_by = ${processId}
    WHERE id = ${facilityId} AND authority_refused_at IS NULL
      AND (authority_accepted_at IS NULL OR authority_accepted_at < clock_timestamp() - ${everySeconds} * interval '1 second')`
}
