import { randomBytes } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { dropLogin, ensureLogin, groupOf } from '@/scripts/postgres/roles.mjs'
import { readRoleFaults } from './check-role'
import { createDatabase } from './database'
import { testDatabase } from './testing/test-database'

const { database: owner, url } = testDatabase(2)
const run = randomBytes(4).toString('hex')
const writers = `shomei_test_writers_${run}`
const made: string[] = []

/** What the check finds of a login that is a member of the facility's role and has something more. */
async function faultsOf(more: (role: string) => string): Promise<string[]> {
  const name = `shomei_test_${run}_${made.length}`
  made.push(name)
  const login = { name, password: randomBytes(16).toString('hex'), groups: [groupOf('facility')] }
  const own = createDatabase({ url: await ensureLogin(url, login), connections: 1 })
  try {
    await owner.sql.unsafe(more(name))
    return await readRoleFaults(own, 'facility')
  } finally {
    await own.close()
  }
}

afterAll(async () => {
  for (const name of made) await dropLogin(url, name)
  await owner.sql.unsafe(`DROP OWNED BY ${writers}; DROP ROLE ${writers}`)
})

test('AT-53 rights that a login can take by SET ROLE are its rights, inherited or not', async () => {
  await owner.sql.unsafe(`CREATE ROLE ${writers} NOLOGIN; GRANT USAGE ON SCHEMA facility TO ${writers};
    GRANT DELETE ON facility.audit_event TO ${writers}`)
  expect(await faultsOf((role) => `ALTER ROLE ${role} NOINHERIT; GRANT ${writers} TO ${role}`)).toContain(
    'may_change_audit_log',
  )
  expect(await faultsOf((role) => `ALTER ROLE ${role} NOINHERIT; GRANT shomei_authority TO ${role}`)).toContain(
    'may_read_other_side',
  )
})

test.each([
  ['make roles, and before PostgreSQL 16 enter any of them', (role: string) => `ALTER ROLE ${role} CREATEROLE`],
  ['copy the whole server', (role: string) => `ALTER ROLE ${role} REPLICATION`],
  ['run programs as the server', (role: string) => `GRANT pg_execute_server_program TO ${role}`],
  ['write files as the server', (role: string) => `GRANT pg_write_server_files TO ${role}`],
])('AT-53 a login that may %s may become more', async (_, more) => {
  expect(await faultsOf(more)).toContain('may_become_more')
})

test('AT-53 who owns the schema may drop the log in it, and counts as its owner', async () => {
  const [{ before } = { before: '' }] = await owner.sql<{ before: string }[]>`
    SELECT nspowner::regrole::text AS before FROM pg_namespace WHERE nspname = 'facility'`
  expect(await faultsOf((role) => `ALTER SCHEMA facility OWNER TO ${role}`)).toContain('owns_audit_log')
  await owner.sql.unsafe(`ALTER SCHEMA facility OWNER TO ${before}`)
})

test('a login that is a member of its side’s role alone has no fault', async () => {
  expect(await faultsOf(() => 'SELECT 1')).toEqual([])
})
