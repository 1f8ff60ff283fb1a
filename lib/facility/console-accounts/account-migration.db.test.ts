import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { beforeAll, expect, inject, test } from 'vitest'
import { hashPassword } from '@/lib/keystore/password'
import { listToday } from '../dashboard/list-today'
import { facilityWorld, testOrigin } from '../testing/facility-world'
import { startConsoleSession } from './start-console-session'

/**
 * The schema as it was before profession and console role were two things, with people in it, and the migrations since then. What
 * people could do before is tried with today's use cases on the migrated rows, which are copied into a database of today's schema.
 */
const world = facilityWorld()
const { context, db } = world
const password = 'correct horse battery staple'
const folder = 'prisma/migrations'
const firstChange = '20261130220020'
const old = { client: new pg.Client() }

const people = [
  { id: 'stf_doctor', role: 'physician', hasPassword: true },
  { id: 'stf_dentist', role: 'dentist', hasPassword: false },
  { id: 'stf_pharmacist', role: 'pharmacist', hasPassword: false },
  { id: 'stf_clerk', role: 'clerk', hasPassword: true },
  { id: 'stf_idle', role: 'clerk', hasPassword: false },
  { id: 'stf_admin', role: 'administrator', hasPassword: true },
  { id: 'stf_new_admin', role: 'administrator', hasPassword: false },
] as const

/** One migration in one transaction, as the deployment runs it. */
async function migrate(isWanted: (name: string) => boolean): Promise<void> {
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? [each.name] : []))
  for (const name of names.sort().filter(isWanted))
    await old.client.query(readFileSync(join(folder, name, 'migration.sql'), 'utf8'))
}

beforeAll(async () => {
  const url = new URL(world.url)
  url.pathname += '_old'
  await onServer(`CREATE DATABASE "${url.pathname.slice(1)}"`)
  old.client = new pg.Client({ connectionString: url.href })
  await old.client.connect()
  await migrate((each) => each < firstChange)
  await addPeople()
  await migrate((each) => each >= firstChange)
  return async () => {
    await old.client.end()
    await onServer(`DROP DATABASE "${url.pathname.slice(1)}"`)
  }
}, 60_000)

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('databaseServerUrl') })
  await client.connect()
  await client.query(statement)
  await client.end()
}

async function addPeople(): Promise<void> {
  const passwordHash = await hashPassword(password)
  await old.client.query(`
    INSERT INTO facility.facility (id, code, name, methods, authority_client_id, authority_key_id, sealed_authority_key)
    VALUES ('fac_old', 'OLD', '旧病院', '{fido}', 'old', 'key', '')`)
  for (const { id, role, hasPassword } of people) {
    await old.client.query(
      `INSERT INTO facility.staff (id, facility_id, staff_code, display_name, kana, department, role, password_hash, failed_sign_ins)
       VALUES ($1, 'fac_old', $1, $1, 'ミホン', '内科', $2::facility.staff_role, $3, 2)`,
      [id, role, hasPassword ? passwordHash : null],
    )
  }
  await old.client.query(`
    INSERT INTO facility.console_session (id, staff_id, expires_at)
    VALUES ('cse_open', 'stf_admin', now() + interval '8 hours'), ('cse_former', 'stf_idle', now() + interval '8 hours')`)
}

const rowsOf = async (statement: string) => (await old.client.query(statement)).rows

/** Copies the migrated rows into this test's own database, where the use cases run with the rights of the facility's role. */
test('everybody can still do what they could: administrators sign in, nobody else does, doctors are in the list', async () => {
  await copyTable('facility', 'id, code, name, methods, authority_client_id, authority_key_id, sealed_authority_key')
  await copyTable('staff', 'id, facility_id, staff_code, display_name, kana, department, profession')
  await copyTable('console_account', 'id, staff_id, password_hash, roles, failed_sign_ins')
  const signIn = (staffCode: string) =>
    startConsoleSession(context, { facilityCode: 'OLD', staffCode, password }, testOrigin)
  await expect(signIn('stf_admin')).resolves.toMatchObject({ staffKey: 'stf_admin', missesBefore: 2 })
  for (const { id } of people.filter(({ id }) => id !== 'stf_admin'))
    await expect(signIn(id), id).rejects.toMatchObject({ code: 'console_session.invalid_credentials' })
  const { rows } = await listToday(context, 'fac_old', testOrigin)
  expect(rows.map(({ staff_id, profession }) => `${staff_id} ${profession}`).sort()).toEqual([
    'stf_dentist dentist',
    'stf_doctor physician',
    'stf_pharmacist pharmacist',
  ])
})

test('an account for each password, administrator and session; one role, of administrators alone', async () => {
  const accounts = await rowsOf(
    'SELECT staff_id, roles, password_hash IS NOT NULL AS password FROM facility.console_account',
  )
  expect(accounts.map(({ staff_id, roles, password: has }) => `${staff_id} ${roles} ${has}`).sort()).toEqual([
    'stf_admin administrator true',
    'stf_clerk  true',
    'stf_doctor  true',
    'stf_idle  false',
    'stf_new_admin administrator false',
  ])
})

test('open sessions stay with their person', async () => {
  const sessions = await rowsOf(`
    SELECT session.id, account.staff_id FROM facility.console_session AS session
    JOIN facility.console_account AS account ON account.id = session.account_id ORDER BY session.id`)
  expect(sessions).toEqual([
    { id: 'cse_former', staff_id: 'stf_idle' },
    { id: 'cse_open', staff_id: 'stf_admin' },
  ])
})

async function copyTable(table: string, columns: string): Promise<void> {
  const rows = await rowsOf(`SELECT to_jsonb(source) AS row FROM (SELECT ${columns} FROM facility.${table}) AS source`)
  const json = JSON.stringify(rows.map(({ row }) => row))
  await db.sql.unsafe(
    `INSERT INTO facility.${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::facility.${table}, $1::text::jsonb)`,
    [json],
  )
}
