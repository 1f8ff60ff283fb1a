import type { Database } from '@/lib/db/database'

/**
 * Takes or prolongs a lease on slow work for `seconds`; `false` while another has it. A lease only saves work: whatever must be
 * done once is a condition of its own write.
 */
export async function takeLease(
  db: Pick<Database, 'sql'>,
  { name, owner, seconds }: { name: string; owner: string; seconds: number },
): Promise<boolean> {
  const { count } = await db.sql`
    INSERT INTO authority.lease AS lease (name, owner, until)
    VALUES (${name}, ${owner}, clock_timestamp() + make_interval(secs => ${seconds}))
    ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
    WHERE lease.until <= clock_timestamp() OR lease.owner = excluded.owner`
  return count === 1
}

/** Gives a lease back before its end. */
export async function endLease(
  db: Pick<Database, 'sql'>,
  { name, owner }: { name: string; owner: string },
): Promise<void> {
  await db.sql`DELETE FROM authority.lease WHERE name = ${name} AND owner = ${owner}`
}
