import { authorityPartition } from '@/lib/authority/authority-context'
import type { BenchWorld } from './bench-world'

/**
 * Lengthens the authority's chain to `count` events. The links are random bytes: what an append costs does not depend on what
 * they are, only on how many there are. The owner of the table alone can add such events: its trigger demands a chain.
 */
export async function fillAudit({ sql }: BenchWorld, count: number): Promise<void> {
  await sql.begin(async (tx) => {
    const [head] = await tx<{ seq: bigint }[]>`
      SELECT seq::int AS seq FROM authority.audit_head WHERE partition = ${authorityPartition}`
    const from = Number(head?.seq ?? 0) + 1
    await tx`ALTER TABLE authority.audit_event DISABLE TRIGGER audit_event_append`
    await tx`
      INSERT INTO authority.audit_event (partition, seq, at, action, outcome, actor, subject, record, previous_hash, hash)
      SELECT ${authorityPartition}, i, now() - make_interval(secs => ${count} - i), 'access_token.issue', 'success',
        'fcl_' || md5((i % 20)::text), 'atk_' || md5(i::text), repeat('x', 340), sha256(convert_to(i::text, 'UTF8')),
        sha256(convert_to('n' || i, 'UTF8'))
      FROM generate_series(${from}::int, ${count}::int) AS i`
    await tx`
      INSERT INTO authority.audit_head (partition, seq, hash)
      VALUES (${authorityPartition}, ${count}, sha256(convert_to(${`n${count}`}, 'UTF8')))
      ON CONFLICT (partition) DO UPDATE SET seq = EXCLUDED.seq, hash = EXCLUDED.hash`
    await tx`ALTER TABLE authority.audit_event ENABLE TRIGGER audit_event_append`
  })
  await sql`VACUUM (ANALYZE) authority.audit_event`
  await sql`CHECKPOINT`
}
