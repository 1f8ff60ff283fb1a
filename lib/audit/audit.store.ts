import type { Transaction } from '@/lib/db/database'
import { concatBytes, utf8 } from '@/lib/kernel/bytes'
import type { Keyring } from '@/lib/keystore/keyring'
import type { Side } from '@/lib/vocabulary/settings/side'
import { type AuditEvent, canonicalRecord } from './audit-event'

type Head = { seq: bigint; hash: Uint8Array; at: Date }

/** First `previousHash` of every chain. */
export const chainStart = new Uint8Array(32)

/** hash = HMAC-SHA-256(audit key, previousHash ‖ record). */
export function linkHash(keyring: Keyring, previousHash: Uint8Array, record: string): Uint8Array<ArrayBuffer> {
  return keyring.auditMac(concatBytes(previousHash, utf8(record)))
}

/** The head of each chain in a transaction: locked when it is first asked for, moved on by every event. */
const chains = new WeakMap<Transaction, Map<string, Promise<Head>>>()

/**
 * Locks a chain's head before `appendAudit`, so that the lock travels together with the last statement that is waited for. Behind it
 * nothing may be locked that another transaction holds while it waits for the head: new rows only, whose foreign keys lock rows
 * against deletion. That holds as long as those rows are locked FOR NO KEY UPDATE everywhere, never FOR UPDATE.
 */
export async function lockAuditHead(tx: Transaction, side: Side, partition: string): Promise<void> {
  await headOf(tx, side, partition)
}

/**
 * Appends one event in the transaction of the change it reports; locks the chain's head until the transaction ends, so call it
 * last. If it fails, so does the change. The row travels together with COMMIT, which keeps the lock short.
 */
export async function appendAudit(tx: Transaction, side: Side, keyring: Keyring, event: AuditEvent): Promise<void> {
  const moved = headOf(tx, side, event.partition).then((head) => append(tx, side, { keyring, event, head }))
  chains.get(tx)?.set(event.partition, moved)
  await moved
}

function headOf(tx: Transaction, side: Side, partition: string): Promise<Head> {
  const heads = chains.get(tx) ?? new Map<string, Promise<Head>>()
  chains.set(tx, heads)
  const head = heads.get(partition) ?? lockHead(tx, side, partition)
  heads.set(partition, head)
  return head
}

function append(
  tx: Transaction,
  side: Side,
  { keyring, event, head }: { keyring: Keyring; event: AuditEvent; head: Head },
): Head {
  const { partition, action, outcome, actor, subject } = event
  const seq = head.seq + 1n
  const record = canonicalRecord(event, seq, head.at)
  const hash = linkHash(keyring, head.hash, record)
  tx.send(tx.sql`
    INSERT INTO ${tx.sql(side)}.audit_event (partition, seq, at, action, outcome, actor, subject, record, previous_hash, hash)
    VALUES (${partition}, ${seq}, ${head.at}, ${action}, ${outcome}, ${actor}, ${subject}, ${record}, ${head.hash}, ${hash})`)
  return { ...head, seq, hash }
}

/** The role of the application may not touch the head: a function of the tables' owner locks it, and each event moves it. */
async function lockHead(tx: Transaction, side: Side, partition: string): Promise<Head> {
  const [head] = await tx.sql<Head[]>`SELECT seq, hash, at FROM ${tx.sql(side)}.lock_audit_head(${partition})`
  if (head === undefined) throw new Error('audit head not returned')
  return head
}
