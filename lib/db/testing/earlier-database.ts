import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'

const folder = 'prisma/migrations'

/** An empty database as it was before a migration, for a test of what that migration does with rows. Dropped when the file is done. */
export function databaseBefore(migration: string) {
  const name = `shomei_test_${randomBytes(6).toString('hex')}`
  const server = new URL(inject('databaseServerUrl'))
  const own = new URL(server)
  own.pathname = `/${name}`
  const names = readdirSync(folder).filter((each) => /^\d{14}_/.test(each))
  if (!names.includes(migration)) throw new Error(`there is no migration ${migration}`)
  const client = new pg.Client({ connectionString: own.href })

  async function apply(wanted: (name: string) => boolean): Promise<void> {
    for (const each of names.sort().filter(wanted))
      await client.query(readFileSync(`${folder}/${each}/migration.sql`, 'utf8'))
  }

  beforeAll(async () => {
    await run(server, `CREATE DATABASE "${name}"`)
    await client.connect()
    await apply((each) => each < migration)
  })
  afterAll(async () => {
    await client.end()
    await run(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
  })
  return {
    url: own.href,
    query: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await client.query<Row>(text, values)).rows,
    /** Applies the migrations from that one to `last`, included. */
    migrateTo: (last: string) => apply((each) => each >= migration && each <= last),
  }
}

async function run(url: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(statement)
  await client.end()
}
