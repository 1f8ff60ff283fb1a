import type { Transaction } from '@/lib/db/database'
import { concatBytes, utf8 } from '@/lib/kernel/bytes'
import type { Keyring } from '@/lib/keystore/keyring'
import { type AuditEvent, canonicalRecord } from './audit-event'

export type AuditSide = 'authority' | 'facility'

type Head = { seq: bigint; hash: Uint8Array; at: Date }

/** First `previousHash` of every chain. */
export const chainStart = new Uint8Array(32)

/** hash = HMAC-SHA-256(audit key, previousHash ‖ record). */
export function linkHash(keyring: Keyring, previousHash: Uint8Array, record: string): Uint8Array<ArrayBuffer> {
  return keyring.auditMac(concatBytes(previousHash, utf8(record)))
}

/** Where each chain of a transaction stands: locked when it is first asked for, moved on by every event. */
const chains = new WeakMap<Transaction, Map<string, Promise<Head>>>()

/**
 * Locks a chain's head ahead of `appendAudit`, so that the lock travels together with the last statement that is waited for. Behind it
 * nothing may be locked that another transaction holds while it waits for the head: new rows only, whose foreign keys lock rows
 * against deletion. That holds as long as those rows are locked FOR NO KEY UPDATE everywhere, never FOR UPDATE.
 */
export async function lockAuditHead(tx: Transaction, side: AuditSide, partition: string): Promise<void> {
  await headOf(tx, side, partition)
}

/**
 * Appends one event in the transaction of the change it reports; locks the chain's head until the transaction ends, so call it
 * last. If it fails, so does the change. The row travels together with COMMIT, which keeps the lock short.
 */
export async function appendAudit(
  tx: Transaction,
  side: AuditSide,
  keyring: Keyring,
  event: AuditEvent,
): Promise<void> {
  const moved = headOf(tx, side, event.partition).then((head) => append(tx, side, { keyring, event, head }))
  chains.get(tx)?.set(event.partition, moved)
  await moved
}

function headOf(tx: Transaction, side: AuditSide, partition: string): Promise<Head> {
  const heads = chains.get(tx) ?? new Map<string, Promise<Head>>()
  chains.set(tx, heads)
  const head = heads.get(partition) ?? lockHead(tx, side, partition)
  heads.set(partition, head)
  return head
}

function append(
  tx: Transaction,
  side: AuditSide,
  { keyring, event, head }: { keyring: Keyring; event: AuditEvent; head: Head },
): Head {
  const { partition, action, outcome, actor, subject } = event
  const seq = head.seq + 1n
  const record = canonicalRecord(event, seq, head.at)
  const hash = linkHash(keyring, head.hash, record)
  if (side === 'authority') {
    tx.send(tx.sql`
      WITH moved AS (UPDATE authority.audit_head SET seq = ${seq}, hash = ${hash} WHERE partition = ${partition})
      INSERT INTO authority.audit_event (partition, seq, at, action, outcome, actor, subject, record, previous_hash, hash)
      VALUES (${partition}, ${seq}, ${head.at}, ${action}, ${outcome}, ${actor}, ${subject}, ${record}, ${head.hash}, ${hash})`)
  } else {
    tx.send(tx.sql`
      WITH moved AS (UPDATE facility.audit_head SET seq = ${seq}, hash = ${hash} WHERE partition = ${partition})
      INSERT INTO facility.audit_event (partition, seq, at, action, outcome, actor, subject, record, previous_hash, hash)
      VALUES (${partition}, ${seq}, ${head.at}, ${action}, ${outcome}, ${actor}, ${subject}, ${record}, ${head.hash}, ${hash})`)
  }
  return { ...head, seq, hash }
}

async function lockHead(tx: Transaction, side: AuditSide, partition: string): Promise<Head> {
  const known =
    side === 'authority'
      ? await tx.sql<Head[]>`
          SELECT seq, hash, clock_timestamp()::timestamptz(3) AS at FROM authority.audit_head
          WHERE partition = ${partition} FOR NO KEY UPDATE`
      : await tx.sql<Head[]>`
          SELECT seq, hash, clock_timestamp()::timestamptz(3) AS at FROM facility.audit_head
          WHERE partition = ${partition} FOR NO KEY UPDATE`
  return known[0] ?? startChain(tx, side, partition)
}

async function startChain(tx: Transaction, side: AuditSide, partition: string): Promise<Head> {
  const rows =
    side === 'authority'
      ? await tx.sql<Head[]>`
          INSERT INTO authority.audit_head AS head (partition, seq, hash) VALUES (${partition}, 0, ${chainStart})
          ON CONFLICT (partition) DO UPDATE SET seq = head.seq RETURNING seq, hash, clock_timestamp()::timestamptz(3) AS at`
      : await tx.sql<Head[]>`
          INSERT INTO facility.audit_head AS head (partition, seq, hash) VALUES (${partition}, 0, ${chainStart})
          ON CONFLICT (partition) DO UPDATE SET seq = head.seq RETURNING seq, hash, clock_timestamp()::timestamptz(3) AS at`
  const [head] = rows
  if (head === undefined) throw new Error('audit head not returned')
  return head
}
