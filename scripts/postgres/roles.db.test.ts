import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRoleFaults } from '@/lib/db/check-role'
import { createDatabase, type Database } from '@/lib/db/database'
import { deployMigrations } from '../prisma/commands.mjs'
import { startScratchPostgres } from './scratch.mjs'

/** The lines of docs/operations.md, on a server of its own, as an operator runs them. */
describe('the roles that docs/operations.md makes', () => {
  let server: Awaited<ReturnType<typeof startScratchPostgres>>
  const opened: Database[] = []
  const urlOf = (user: string) => server.url('shomei').replace('//shomei@', `//${user}@`)
  const open = (user: string) => {
    const database = createDatabase({ url: urlOf(user), connections: 2 })
    opened.push(database)
    return database
  }

  beforeAll(async () => {
    server = await startScratchPostgres()
    const [, script = ''] = /```sql\n(CREATE ROLE[\s\S]*?)```/.exec(readFileSync('docs/operations.md', 'utf8')) ?? []
    const client = new pg.Client({ connectionString: server.url('postgres') })
    await client.connect()
    for (const statement of script.split(';\n').filter(Boolean)) await client.query(statement)
    await client.end()
    await deployMigrations(urlOf('shomei_owner'))
  })
  afterAll(async () => {
    await Promise.all(opened.map((each) => each.close()))
    await server?.stop()
  })

  test.each(['authority', 'facility'] as const)('let the %s serve, with its own rights only', async (side) => {
    const database = open(`shomei_${side}_app`)
    expect(await readRoleFaults(database, side)).toEqual([])
    expect(await database.sql`SELECT * FROM ${database.sql(side)}.audit_head`).toHaveLength(0)
  })

  test('let nobody else connect', async () => {
    const client = new pg.Client({ connectionString: server.url('postgres') })
    await client.connect()
    await client.query('CREATE ROLE stranger LOGIN')
    await client.end()
    await expect(open('stranger').sql`SELECT 1`).rejects.toMatchObject({ code: '42501' })
  })

  test.each([
    ['the owner', 'shomei_owner', 'owns_audit_log'],
    ['a superuser', 'shomei', 'is_superuser'],
    ['the other side', 'shomei_facility_app', 'may_read_other_side'],
  ])('AT-53 a process that logs in as %s does not start, and says which setting to change', (_, user, fault) => {
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'lib/portal/serve-api.ts'], {
      encoding: 'utf8',
      timeout: 60_000,
      env: {
        NODE_ENV: 'test',
        PATH: dirname(process.execPath),
        PORT: '0',
        SHOMEI_ROLE: 'authority',
        AUTHORITY_DATABASE_URL: urlOf(user),
        SHOMEI_KEY: Buffer.alloc(32, 1).toString('base64'),
        AUTHORITY_URL: 'https://authority.example.jp',
        FACILITY_URL: 'https://shomei.hospital.example.jp',
      },
    })
    expect(stderr).toContain(fault)
    expect(stderr).toContain('AUTHORITY_DATABASE_URL')
    expect(status).toBe(78)
  })
})
