import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deployMigrations } from '../prisma/commands.mjs'
import { findDebianBinaries } from './binaries.mjs'
import { startScratchPostgres } from './scratch.mjs'

const binaries = findDebianBinaries(15)

/** Needs Debian's postgresql-15. What is not covered: running the portal on it. */
describe.skipIf(!binaries)('the migrations on PostgreSQL 15, which hospitals run', () => {
  let server: Awaited<ReturnType<typeof startScratchPostgres>>
  let client: pg.Client

  beforeAll(async () => {
    if (!binaries) return
    server = await startScratchPostgres({ binaries })
    await deployMigrations(server.url('shomei'))
    client = new pg.Client({ connectionString: server.url('shomei') })
    await client.connect()
  })
  afterAll(async () => {
    await client?.end()
    await server?.stop()
  })

  test('this is PostgreSQL 15', async () => {
    const { rows } = await client.query('show server_version')
    expect(rows[0].server_version).toMatch(/^15\./)
  })

  test('both sides have their tables, and none is anywhere else', async () => {
    const { rows } = await client.query(
      `select schemaname, count(*)::int as tables from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema') group by 1 order by 1`,
    )
    expect(rows.map(({ schemaname }) => schemaname)).toEqual(['authority', 'facility', 'public'])
    expect(rows.find(({ schemaname }) => schemaname === 'public').tables).toBe(1)
  })

  test.each(['authority', 'facility'])('the audit log of the %s is append-only', async (side) => {
    const refusal = { message: expect.stringContaining('append-only') }
    await expect(client.query(`delete from ${side}.audit_event`)).rejects.toMatchObject(refusal)
    await expect(client.query(`truncate ${side}.audit_event`)).rejects.toMatchObject(refusal)
  })

  test('a second run has nothing to do', async () => {
    expect(await deployMigrations(server.url('shomei'))).toContain('No pending migrations')
  })
})
