import { describe, expect, test } from 'vitest'
import { testDatabase } from '@/lib/db/testing/test-database'
import { createKeyring } from '@/lib/keystore/keyring'
import { appendAudit, lockAuditHead } from './audit.store'
import type { AuditEvent } from './audit-event'
import { verifyAuditChain } from './verify-audit-chain'

const keyring = createKeyring(new Uint8Array(32).fill(7))
const { database: owner, asSide } = testDatabase()
const database = asSide('authority')

const event = (partition: string, subject: string): AuditEvent => ({
  partition,
  action: 'holder.create',
  outcome: 'success',
  actor: 'system',
  subject,
  origin: { requestId: 'req_test', address: null, userAgent: null },
})

async function append(partition: string, count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      database.transaction((tx) => appendAudit(tx, 'authority', keyring, event(partition, `hol_${index}`))),
    ),
  )
}

/** What somebody with the rights of the table's owner could do. */
async function tamper(statement: string): Promise<void> {
  await owner.sql.unsafe(`
    ALTER TABLE authority.audit_event DISABLE TRIGGER USER;
    ${statement};
    ALTER TABLE authority.audit_event ENABLE TRIGGER USER`)
}

describe('audit trail', () => {
  test('L3 50 parallel appends make one chain without a gap', async () => {
    await append('parallel', 50)
    expect(await verifyAuditChain(database, keyring, 'authority', 'parallel')).toEqual({ events: 50, faults: [] })
  })

  test('L3 several events of one transaction follow each other, however the head was locked', async () => {
    await database.transaction(async (tx) => {
      await Promise.all([
        appendAudit(tx, 'authority', keyring, event('together', 'hol_1')),
        lockAuditHead(tx, 'authority', 'together'),
        appendAudit(tx, 'authority', keyring, event('together', 'hol_2')),
      ])
      await appendAudit(tx, 'authority', keyring, event('together', 'hol_3'))
    })
    expect(await verifyAuditChain(database, keyring, 'authority', 'together')).toEqual({ events: 3, faults: [] })
  })

  test.each([
    'UPDATE authority.audit_event SET actor = $$x$$',
    'DELETE FROM authority.audit_event',
    'TRUNCATE authority.audit_event',
  ])('L3 the database refuses: %s', async (statement) => {
    for (const db of [database, owner]) await expect(db.sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
  })

  test('L2 a rolled back change leaves no event, and no event no change', async () => {
    await expect(
      database.transaction(async (tx) => {
        await appendAudit(tx, 'authority', keyring, event('rolled-back', 'hol_1'))
        throw new Error('change of mind')
      }),
    ).rejects.toThrow('change of mind')
    expect(await verifyAuditChain(database, keyring, 'authority', 'rolled-back')).toEqual({ events: 0, faults: [] })
  })

  test.each([
    {
      name: 'changed record',
      statement: `UPDATE authority.audit_event SET record = replace(record, 'success', 'failure') WHERE seq = 3`,
      fault: 'changed',
      seq: 3n,
    },
    {
      name: 'changed column',
      statement: `UPDATE authority.audit_event SET actor = 'someone' WHERE seq = 3`,
      fault: 'changed',
      seq: 3n,
    },
    { name: 'missing row', statement: 'DELETE FROM authority.audit_event WHERE seq = 3', fault: 'missing', seq: 3n },
    { name: 'truncated tail', statement: 'DELETE FROM authority.audit_event WHERE seq > 4', fault: 'missing', seq: 5n },
    {
      name: 'inserted row',
      statement: `INSERT INTO authority.audit_event SELECT partition, 6, at, action, outcome, actor, subject, record, previous_hash, hash FROM authority.audit_event WHERE seq = 5`,
      fault: 'inserted',
      seq: 6n,
    },
  ])('L3 verify finds a $name', async ({ name, statement, fault, seq }) => {
    await append(name, 5)
    expect((await verifyAuditChain(database, keyring, 'authority', name)).faults).toEqual([])
    const scoped = statement.includes('WHERE') ? `${statement} AND partition = '${name}'` : statement
    await tamper(scoped)
    expect((await verifyAuditChain(database, keyring, 'authority', name)).faults).toContainEqual({
      partition: name,
      seq,
      fault,
    })
  })

  test('L3 another key does not verify: the chain cannot be made anew by the database alone', async () => {
    await append('other-key', 1)
    const stranger = createKeyring(new Uint8Array(32).fill(8))
    expect((await verifyAuditChain(database, stranger, 'authority', 'other-key')).faults).toHaveLength(1)
  })
})
