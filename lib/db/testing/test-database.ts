import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { createDatabase, type Database } from '../database'

export type TestDatabase = { url: string; database: Database }

/** A fresh, migrated database for one test file, dropped when the file is done. The value is filled before the first test. */
export function testDatabase(connections = 10): TestDatabase {
  const name = `shomei_test_${randomBytes(6).toString('hex')}`
  const server = new URL(inject('databaseServerUrl'))
  const own = new URL(server)
  own.pathname = `/${name}`
  const database = createDatabase({ url: own.href, connections })
  beforeAll(() => run(server, `CREATE DATABASE "${name}" TEMPLATE "${inject('templateDatabase')}"`))
  afterAll(async () => {
    await database.close()
    await run(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
  })
  return { url: own.href, database }
}

async function run(url: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(statement)
  await client.end()
}
