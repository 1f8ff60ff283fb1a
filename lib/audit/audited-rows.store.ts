import type { Database } from '@/lib/db/database'
import type { Side } from '@/lib/vocabulary/settings/side'

import type { AuditAction } from './audit-actions'

/** A row that was written together with an audit event that is not in the log any more. */
export type UnrecordedRow = { table: string; id: string; action: AuditAction }

/** Tables whose rows are written in the transaction of an event about them, and are never deleted while their event stays. */
const recordedTables: Record<Side, Readonly<Record<string, AuditAction>>> = {
  authority: {
    holder: 'holder.create',
    facility_client: 'facility_client.create',
    notification_card: 'notification_card.issue',
    access_token: 'access_token.issue',
    signature_request: 'signature.reserve',
    operator: 'operator.create',
  },
  facility: {
    facility: 'facility.create',
    staff: 'staff.create',
    terminal: 'terminal.create',
    emr_client: 'emr_client.create',
    launch: 'launch.create',
    vault_token: 'vault_token.store',
  },
}

const stepRows = 1_000

/** Chains that must exist: the authority's once it knows anybody, and one per facility. */
export async function listExpectedPartitions(db: Pick<Database, 'sql'>, side: Side): Promise<string[]> {
  const rows =
    side === 'authority'
      ? await db.sql<{ partition: string }[]>`
          SELECT 'authority' AS partition
          WHERE EXISTS (SELECT FROM authority.holder) OR EXISTS (SELECT FROM authority.facility_client)`
      : await db.sql<{ partition: string }[]>`SELECT id AS partition FROM facility.facility ORDER BY id`
  return rows.map(({ partition }) => partition)
}

/** Rows without the event that was committed with them. Each step is one statement, so a row and its event are seen together. */
export async function* readUnrecordedRows(db: Pick<Database, 'sql'>, side: Side): AsyncGenerator<UnrecordedRow> {
  for (const [table, action] of Object.entries(recordedTables[side])) {
    let after = ''
    for (;;) {
      const rows = await db.sql<{ id: string; isRecorded: boolean }[]>`
        SELECT step.id, EXISTS (
          SELECT FROM ${db.sql(side)}.audit_event AS event
          WHERE event.subject = step.id AND event.action = ${action} AND event.outcome = 'success') AS is_recorded
        FROM (SELECT id FROM ${db.sql(side)}.${db.sql(table)} WHERE id > ${after} ORDER BY id LIMIT ${stepRows}) AS step
        ORDER BY step.id`
      for (const { id, isRecorded } of rows) if (!isRecorded) yield { table: `${side}.${table}`, id, action }
      const last = rows.at(-1)
      if (last === undefined || rows.length < stepRows) break
      after = last.id
    }
  }
}
