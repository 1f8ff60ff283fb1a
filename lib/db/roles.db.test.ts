import { describe, expect, test } from 'vitest'
import { appendAudit } from '@/lib/audit/audit.store'
import type { AuditEvent } from '@/lib/audit/audit-event'
import { createKeyring } from '@/lib/keystore/keyring'
import { groupOf } from '@/scripts/postgres/roles.mjs'
import { TABLE_GRANTS } from '@/scripts/postgres/table-grants.mjs'
import { readRoleFaults } from './check-role'
import { testDatabase } from './testing/test-database'

const { database: owner, asSide } = testDatabase(3)
const databases = { authority: asSide('authority'), facility: asSide('facility') }
const sides = ['authority', 'facility'] as const
const other = { authority: 'facility', facility: 'authority' } as const
const keyring = createKeyring(new Uint8Array(32).fill(7))

const event = (partition: string): AuditEvent => ({
  partition,
  action: 'holder.create',
  outcome: 'success',
  actor: 'system',
  subject: 'hol_1',
  origin: { requestId: 'req_test', address: null, userAgent: null },
})

const privileges = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']

describe.each(sides)('the role of the %s', (side) => {
  const db = databases[side]

  test('has a declared grant for every table of its schema, and exactly that', async () => {
    const rows = await owner.sql<{ table: string; granted: string[] }[]>`
      SELECT relation.relname AS "table", ARRAY(
        SELECT privilege FROM unnest(${privileges}::text[]) AS privilege
        WHERE has_table_privilege(${groupOf(side)}, relation.oid, privilege)) AS granted
      FROM pg_class AS relation
      WHERE relation.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND relation.relnamespace = ${side}::regnamespace
      ORDER BY relation.relname`
    const declared = Object.entries(TABLE_GRANTS[side]).map(([table, rights]) => ({
      table,
      granted: rights.split(', '),
    }))
    expect([...rows]).toEqual(declared.sort((a, b) => (a.table < b.table ? -1 : 1)))
  })

  test('sees nothing of the other side', async () => {
    const rows = await owner.sql`
      SELECT relname FROM pg_class WHERE relnamespace = ${other[side]}::regnamespace AND relkind = 'r'
        AND has_table_privilege(${groupOf(side)}, oid, ${privileges.join(', ')})`
    expect([...rows]).toEqual([])
    const statement = `SELECT * FROM ${other[side]}.audit_event`
    await expect(db.sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
  })

  test('passes the check at the start; the owner does not', async () => {
    expect(await readRoleFaults(db, side)).toEqual([])
    expect(await readRoleFaults(owner, side)).toEqual(
      expect.arrayContaining(['owns_audit_log', 'may_change_audit_log', 'may_read_other_side']),
    )
  })

  test('adds and reads audit events', async () => {
    await db.transaction((tx) => appendAudit(tx, side, keyring, event('allowed')))
    const rows = await db.sql`SELECT seq FROM ${db.sql(side)}.audit_event WHERE partition = 'allowed'`
    expect([...rows]).toEqual([{ seq: 1n }])
  })

  test.each([
    ['remove the newest events', `DELETE FROM ${side}.audit_event WHERE seq > 1`],
    ['remove a chain with its head', `DELETE FROM ${side}.audit_head`],
    ['move a head back', `UPDATE ${side}.audit_head SET seq = 1`],
    ['make a head', `INSERT INTO ${side}.audit_head (partition, seq, hash) VALUES ('new', 5, '\\x00')`],
    ['change an event', `UPDATE ${side}.audit_event SET actor = 'somebody'`],
    ['empty the log', `TRUNCATE ${side}.audit_event, ${side}.audit_head`],
    ['switch the triggers off', `ALTER TABLE ${side}.audit_event DISABLE TRIGGER USER`],
    ['switch the triggers off for its session', 'SET session_replication_role = replica'],
    [
      'add a trigger of its own',
      `CREATE TRIGGER own BEFORE INSERT ON ${side}.audit_event EXECUTE FUNCTION ${side}.append_audit_event()`,
    ],
    [
      'replace the function that appends',
      `CREATE OR REPLACE FUNCTION ${side}.lock_audit_head(chain text) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    ],
    ['drop the log', `DROP TABLE ${side}.audit_event CASCADE`],
    ['own a table in its schema', `CREATE TABLE ${side}.own (id int)`],
    ['own a function that others may run', `CREATE FUNCTION public.own() RETURNS int LANGUAGE sql AS 'SELECT 1'`],
    [
      'give itself rights and use them',
      `GRANT DELETE ON ${side}.audit_event TO CURRENT_USER; DELETE FROM ${side}.audit_event`,
    ],
    [
      'become the owner',
      `DO $$ BEGIN EXECUTE format('SET ROLE %I', (SELECT relowner::regrole::text FROM pg_class WHERE oid = '${side}.audit_event'::regclass)); END $$`,
    ],
  ])('AT-53 cannot %s', async (_, statement) => {
    await expect(db.sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
  })

  test.each([
    ['skips a number', { seq: 3, previous: 1 }],
    ['repeats a number', { seq: 1, previous: 0 }],
    ['does not hold the hash of the one before', { seq: 2, previous: 0 }],
  ])('AT-53 cannot add an event that %s, with or without the key', async (_, { seq, previous }) => {
    const chain = `forged-${seq}-${previous}`
    await db.transaction((tx) => appendAudit(tx, side, keyring, event(chain)))
    const forged = db.sql`
      INSERT INTO ${db.sql(side)}.audit_event (partition, seq, at, action, outcome, actor, subject, record, previous_hash, hash)
      SELECT partition, ${seq}, at, action, outcome, actor, subject, record,
        CASE ${previous}::int WHEN 0 THEN previous_hash ELSE hash END, sha256(hash)
      FROM ${db.sql(side)}.audit_event WHERE partition = ${chain}`
    await expect(forged).rejects.toMatchObject({ code: '42501' })
  })
})
