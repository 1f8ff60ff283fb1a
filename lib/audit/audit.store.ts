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

/** The newest link of each chain that a transaction has locked: its second event needs no look at the row. */
const lockedHeads = new WeakMap<Transaction, Map<string, Head>>()

/**
 * Locks a chain's head ahead of `appendAudit`, so that the lock travels together with the last statement that is waited for. Nothing
 * else may be locked after it in the same transaction.
 */
export async function lockAuditHead(tx: Transaction, side: AuditSide, partition: string): Promise<void> {
  headsOf(tx).set(partition, await lockHead(tx, side, partition))
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
  const { partition, action, outcome, actor, subject } = event
  const heads = headsOf(tx)
  const head = heads.get(partition) ?? (await lockHead(tx, side, partition))
  const seq = head.seq + 1n
  const record = canonicalRecord(event, seq, head.at)
  const hash = linkHash(keyring, head.hash, record)
  heads.set(partition, { ...head, seq, hash })
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
}

function headsOf(tx: Transaction): Map<string, Head> {
  const heads = lockedHeads.get(tx) ?? new Map<string, Head>()
  lockedHeads.set(tx, heads)
  return heads
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
