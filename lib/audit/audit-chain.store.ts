import type { Database } from '@/lib/db/database'
import type { Side } from '@/lib/vocabulary/settings/side'
import { chainStart } from './audit.store'

export type AuditLink = {
  partition: string
  seq: bigint
  at: Date
  action: string
  outcome: string
  actor: string
  subject: string
  record: string
  previousHash: Uint8Array
  hash: Uint8Array
}

const stepRows = 500

/** Every partition that has events or a head. */
export async function listPartitions(db: Pick<Database, 'sql'>, side: Side): Promise<string[]> {
  const rows = await db.sql<{ partition: string }[]>`
    SELECT partition FROM ${db.sql(side)}.audit_head UNION SELECT partition FROM ${db.sql(side)}.audit_event ORDER BY 1`
  return rows.map((row) => row.partition)
}

/** The newest link as stored in the head; seq 0 when the chain has no event. */
export async function readHead(
  db: Pick<Database, 'sql'>,
  side: Side,
  partition: string,
): Promise<{ seq: bigint; hash: Uint8Array }> {
  const [head] = await db.sql<{ seq: bigint; hash: Uint8Array }[]>`
    SELECT seq, hash FROM ${db.sql(side)}.audit_head WHERE partition = ${partition}`
  return head ?? { seq: 0n, hash: chainStart }
}

/** The links of a chain in order, up to `upTo`: what is appended meanwhile is not read. */
export async function* readLinks(
  db: Pick<Database, 'sql'>,
  side: Side,
  partition: string,
  upTo: bigint,
): AsyncGenerator<AuditLink> {
  let after = 0n
  for (;;) {
    const rows = await db.sql<AuditLink[]>`
      SELECT partition, seq, at, action, outcome, actor, subject, record, previous_hash, hash
      FROM ${db.sql(side)}.audit_event
      WHERE partition = ${partition} AND seq > ${String(after)}::bigint AND seq <= ${String(upTo)}::bigint
      ORDER BY seq LIMIT ${stepRows}`
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < stepRows) return
    after = last.seq
  }
}

/** Events behind the head. An append moves the head in its own transaction, so in one snapshot there are none unless inserted. */
export async function listBehindHead(db: Pick<Database, 'sql'>, side: Side, partition: string): Promise<bigint[]> {
  const rows = await db.sql<{ seq: bigint }[]>`
    SELECT event.seq FROM ${db.sql(side)}.audit_event AS event
    LEFT JOIN ${db.sql(side)}.audit_head AS head ON head.partition = event.partition
    WHERE event.partition = ${partition} AND event.seq > coalesce(head.seq, 0) ORDER BY event.seq LIMIT ${stepRows}`
  return rows.map((row) => row.seq)
}
