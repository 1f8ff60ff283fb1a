import type { Database } from '@/lib/db/database'
import { equalBytes } from '@/lib/kernel/bytes'
import type { Keyring } from '@/lib/keystore/keyring'
import type { Side } from '@/lib/vocabulary/settings/side'
import { chainStart, linkHash } from './audit.store'
import { type AuditLink, listBehindHead, listPartitions, readHead, readLinks } from './audit-chain.store'
import { listExpectedPartitions, readUnrecordedRows, type UnrecordedRow } from './audited-rows.store'

export type AuditFault = { partition: string; seq: bigint; fault: 'changed' | 'missing' | 'inserted' }
export type AuditVerdict = { events: number; faults: AuditFault[] }
export type AuditSideVerdict = AuditVerdict & { unrecorded: UnrecordedRow[] }

/** Walks one chain from its start and reports every changed, missing or inserted link (rule L3). Reads in steps, holds no lock. */
export async function verifyAuditChain(
  db: Pick<Database, 'sql'>,
  keyring: Keyring,
  side: Side,
  partition: string,
): Promise<AuditVerdict> {
  const head = await readHead(db, side, partition)
  const faults: AuditFault[] = []
  let expected = { seq: 1n, hash: chainStart as Uint8Array }
  let events = 0
  for await (const link of readLinks(db, side, partition, head.seq)) {
    events += 1
    for (
      ;
      expected.seq < link.seq && expected.seq <= head.seq;
      expected = { seq: expected.seq + 1n, hash: link.previousHash }
    ) {
      faults.push({ partition, seq: expected.seq, fault: 'missing' })
    }
    if (!isIntact(keyring, link, expected.hash)) faults.push({ partition, seq: link.seq, fault: 'changed' })
    expected = { seq: link.seq + 1n, hash: link.hash }
  }
  for (let seq = expected.seq; seq <= head.seq; seq += 1n) faults.push({ partition, seq, fault: 'missing' })
  if (faults.length === 0 && events > 0 && !equalBytes(expected.hash, head.hash)) {
    faults.push({ partition, seq: head.seq, fault: 'changed' })
  }
  for (const seq of await listBehindHead(db, side, partition)) faults.push({ partition, seq, fault: 'inserted' })
  return { events, faults }
}

/**
 * All chains of one side, those that must exist included, and rows of other tables whose event is gone: a chain that was removed with
 * its head, or shortened with the head of an earlier moment, is found by what it recorded.
 */
export async function verifyAuditSide(
  db: Pick<Database, 'sql'>,
  keyring: Keyring,
  side: Side,
): Promise<AuditSideVerdict> {
  const total: AuditSideVerdict = { events: 0, faults: [], unrecorded: [] }
  const expected = await listExpectedPartitions(db, side)
  for (const partition of new Set([...expected, ...(await listPartitions(db, side))])) {
    const { events, faults } = await verifyAuditChain(db, keyring, side, partition)
    total.events += events
    total.faults.push(...faults)
    if (events === 0 && faults.length === 0 && expected.includes(partition))
      total.faults.push({ partition, seq: 1n, fault: 'missing' })
  }
  for await (const row of readUnrecordedRows(db, side)) total.unrecorded.push(row)
  return total
}

function isIntact(keyring: Keyring, link: AuditLink, expectedPrevious: Uint8Array): boolean {
  return (
    equalBytes(link.previousHash, expectedPrevious) &&
    equalBytes(link.hash, linkHash(keyring, link.previousHash, link.record)) &&
    hasColumnsOfRecord(link)
  )
}

/** The columns exist for searching; the record is what the hash covers. They must say the same. */
function hasColumnsOfRecord(link: AuditLink): boolean {
  const record: unknown = JSON.parse(link.record)
  if (typeof record !== 'object' || record === null) return false
  const said = new Map(Object.entries(record))
  const columns = {
    action: link.action,
    actor: link.actor,
    outcome: link.outcome,
    partition: link.partition,
    subject: link.subject,
  }
  return (
    Object.entries(columns).every(([name, value]) => said.get(name) === value) &&
    said.get('seq') === String(link.seq) &&
    said.get('at') === link.at.toISOString()
  )
}
